import { open } from "node:fs/promises";
import type { Part } from "../../format.ts";
import { createLines } from "./lines.ts";
import { createTarReader } from "./tar.ts";
import { unpackFile, type Unpacker } from "./unpack.ts";

/** An archive of a dump on this disk, and the fault that is thrown for one that is not as it should be. */
export interface Archive {
  part: Part;
  path: string;
  /** Packed. */
  bytes: number;
  refuse(why: string): never;
}

/** What stands before the documents. */
export interface Front {
  /** When it was packed: hours after the dump began, in each archive another. */
  timestamp: string;
  /** Of the last replication packet: the same in all archives of a dump. */
  sequence: string;
}

export interface ArchiveReading {
  unpacker: Unpacker;
  signal: AbortSignal;
  /** Packed bytes, as they are read. */
  onRead?(bytes: number): void;
}

const smallest = 512 * 1024 ** 2;
/** Real archives unpack to 15 times their size. */
const largestRatio = 300;
/** What is kept of an archive's small files, so many characters of each; nothing else of it is held. */
const smallNames = new Set(["TIMESTAMP", "REPLICATION_SEQUENCE", "JSON_DUMPS_SCHEMA_NUMBER"]);
const longestSmall = 1024;
const knownSchema = "1";

/**
 * Streams an archive: its front, then each document as a line. The number of the documents' schema stands behind them.
 * @throws what `refuse` makes of whatever is wrong with it.
 */
export async function readArchive(
  archive: Archive,
  { unpacker, signal, onRead }: ArchiveReading,
  on: { front(front: Front): void; line(line: Buffer): void },
): Promise<void> {
  const { part, refuse } = archive;
  const small = createSmallFiles();
  let [member, hasBody, unpacked] = ["", false, 0];
  const lines = createLines((line) => on.line(line), refuse);
  const tar = createTarReader(
    {
      onMember(name) {
        member = name.replace(/^\.\//, "");
        if (!isBody(member, part)) return;
        if (hasBody) refuse(`it holds two mbdump/${part}`);
        hasBody = true;
        on.front(frontOf(small, refuse));
      },
      onBody(piece) {
        if (isBody(member, part)) return lines.push(piece);
        small.push(member, piece);
      },
      onMemberEnd() {
        if (isBody(member, part)) lines.end();
      },
    },
    refuse,
  );
  const most = Math.max(smallest, archive.bytes * largestRatio);
  const file = await open(archive.path);
  try {
    for await (const piece of unpackFile(unpacker, file, refuse, onRead)) {
      signal.throwIfAborted();
      unpacked += piece.length;
      if (unpacked > most) refuse(`it unpacks to more than ${Math.round(most / 1024 ** 2)} MB`);
      tar.push(piece);
    }
  } finally {
    await file.close();
  }
  tar.end();
  if (!hasBody) refuse(`it holds no mbdump/${part}`);
  checkSchema(small.get("JSON_DUMPS_SCHEMA_NUMBER"), refuse);
}

const isBody = (name: string, part: Part): boolean => name === `mbdump/${part}`;

/** The texts of those that are known, by name. */
export function createSmallFiles() {
  const texts = new Map<string, string>();
  return {
    push(name: string, piece: Buffer): void {
      const text = texts.get(name) ?? "";
      if (!smallNames.has(name) || text.length >= longestSmall) return;
      texts.set(name, text + piece.toString("utf8", 0, longestSmall - text.length));
    },
    get: (name: string): string | undefined => texts.get(name)?.trim(),
    count: () => texts.size,
  };
}

type SmallFiles = Pick<ReturnType<typeof createSmallFiles>, "get">;

function frontOf(small: SmallFiles, refuse: (why: string) => never): Front {
  const timestamp = small.get("TIMESTAMP") ?? "";
  const sequence = small.get("REPLICATION_SEQUENCE") ?? "";
  if (timestamp === "") refuse("no TIMESTAMP stands before its documents");
  if (!Number.isFinite(timeOf(timestamp)))
    refuse(`its TIMESTAMP is "${timestamp.slice(0, 40)}", which is no time`);
  if (!/^\d*$/.test(sequence))
    refuse(`its REPLICATION_SEQUENCE is "${sequence.slice(0, 40)}", which is no number`);
  return { timestamp, sequence };
}

/** Of PostgreSQL's `2026-09-23 00:10:02.123456+00`: ms UTC; NaN for anything else. */
export function timeOf(timestamp: string): number {
  const [, date, time, zone] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d(?::?\d\d)?)?$/.exec(timestamp) ?? [];
  if (date === undefined) return Number.NaN;
  const offset = zone === undefined || zone === "Z" ? "Z" : zone.length === 3 ? `${zone}:00` : zone;
  return Date.parse(`${date}T${time}${offset}`);
}

function checkSchema(number: string | undefined, refuse: (why: string) => never): void {
  if (!number) refuse("it does not say of which schema its documents are (JSON_DUMPS_SCHEMA_NUMBER)");
  if (number !== knownSchema)
    refuse(
      `its documents are of schema "${number.slice(0, 20)}", and this program knows ${knownSchema}: a newer importer may read it`,
    );
}

class FrontRead extends Error {}

/** The front alone. @throws as `readArchive`. */
export async function readFront(archive: Archive, reading: ArchiveReading): Promise<Front> {
  let front: Front | undefined;
  try {
    await readArchive(archive, reading, {
      front(read) {
        front = read;
        throw new FrontRead();
      },
      line: () => undefined,
    });
  } catch (error) {
    if (!(error instanceof FrontRead)) throw error;
  }
  return front ?? archive.refuse("it has no beginning");
}
