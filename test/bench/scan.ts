import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseFile } from "music-metadata";
import PQueue from "p-queue";
import { closeLibrary, openLibrary, type Db } from "../../src/db/open.ts";
import { transact } from "../../src/db/transact.ts";
import { createEvents } from "../../src/events.ts";
import { scan, type ScanResult } from "../../src/scan/scan.ts";
import { flac } from "../helpers/audio.ts";
import { median, type Row } from "./table.ts";

const albums = 400;
const tracksEach = 12;
const rounds = 5;

/** Files a second: read for the first time, against the tag reader alone, and looked at again when nothing changed. */
export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
  const db = await openLibrary(join(folder, "home", "library.db"));
  try {
    const paths = writeMusic(join(folder, "music"));
    await readAlone(paths.slice(0, 500)); // both readers start warm
    const alone = rateOf(paths.length, await timed(() => readAlone(paths)));
    const first = rateOf(paths.length, await timed(() => scanInto(db, folder)));
    const again: number[] = [];
    for (let round = 0; round < rounds; round++) {
      again.push(rateOf(paths.length, await timed(() => scanInto(db, folder))));
    }
    const rate = (value: number): string => `${Math.round(value).toLocaleString("en")} files/s`;
    return [
      {
        what: `first scan of ${paths.length} files, over music-metadata alone`,
        measured: `${((first / alone) * 100).toFixed(0)} %`,
        goal: "at least 50 %",
        beside: `${rate(first)} and ${rate(alone)}`,
      },
      {
        what: `scan of ${paths.length} unchanged files, median of ${rounds}`,
        measured: rate(median(again)),
        goal: "20,000 files/s",
      },
    ];
  } finally {
    closeLibrary(db);
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeMusic(folder: string): string[] {
  return Array.from({ length: albums }, (_, album) => {
    const path = join(folder, `Artist ${album % 100}`, `Album ${album}`);
    mkdirSync(path, { recursive: true });
    return Array.from({ length: tracksEach }, (_, track) => {
      const tags = {
        ...{ TITLE: `Song ${track}`, ARTIST: `Artist ${album % 100}`, ALBUM: `Album ${album}` },
        ...{ ALBUMARTIST: `Artist ${album % 100}`, TRACKNUMBER: String(track + 1), DATE: "1999" },
      };
      const file = join(path, `${track}.flac`);
      writeFileSync(file, flac(tags, { seconds: 100 + track }));
      return file;
    });
  }).flat();
}

async function readAlone(paths: string[]): Promise<void> {
  const queue = new PQueue({ concurrency: 4 });
  await queue.addAll(paths.map((path) => () => parseFile(path, { skipCovers: true })));
}

function scanInto(db: Db, folder: string): Promise<ScanResult> {
  const home = join(folder, "home");
  const context = { db, home, events: createEvents(), now: Date.now };
  return scan({ ...context, transact: (write) => transact(db, write) }, join(folder, "music"));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const rateOf = (count: number, ms: number): number => count / (ms / 1000);
