import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseFile } from "music-metadata";
import PQueue from "p-queue";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { transact } from "../../src/db/transact.ts";
import { createEvents } from "../../src/events.ts";
import type { ScanResult } from "../../src/scan/result.ts";
import { scan } from "../../src/scan/scan.ts";
import { flac } from "../helpers/audio.ts";
import { median, type Row } from "./table.ts";

const albums = 400;
const tracksEach = 12;
const rounds = 5;

/**
 * Files a second: read for the first time, against the tag reader alone, turn by turn as a machine's speed changes;
 * and looked at again when nothing changed.
 */
export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
  try {
    const paths = writeMusic(join(folder, "music"));
    await readAlone(paths.slice(0, 500)); // both readers start warm
    const [alone, first, again]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      const db = await openLibrary(join(folder, `home ${round}`, "library.db"));
      alone.push(rateOf(paths.length, await timed(() => readAlone(paths))));
      first.push(rateOf(paths.length, await timed(() => scanInto(db, folder))));
      again.push(rateOf(paths.length, await timed(() => scanInto(db, folder))));
      closeLibrary(db);
    }
    const ratios = first.map((rate, round) => rate / alone[round]!);
    const rate = (value: number): string => `${Math.round(value).toLocaleString("en")} files/s`;
    return [
      {
        what: `first scan of ${paths.length} files, over music-metadata alone, median of ${rounds}`,
        measured: `${(median(ratios) * 100).toFixed(0)} %`,
        goal: "at least 50 %",
        beside: `${rate(median(first))} and ${rate(median(alone))}`,
      },
      {
        what: `scan of ${paths.length} unchanged files, median of ${rounds}`,
        measured: rate(median(again)),
        goal: "20,000 files/s",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeMusic(folder: string): string[] {
  return Array.from({ length: albums }, (_, album) => {
    const path = join(folder, `Artist ${album % 100}`, `Album ${album}`);
    mkdirSync(path, { recursive: true });
    return Array.from({ length: tracksEach }, (_, track) => {
      const tags = {
        TITLE: `Song ${track}`,
        ARTIST: `Artist ${album % 100}`,
        ALBUM: `Album ${album}`,
        ALBUMARTIST: `Artist ${album % 100}`,
        TRACKNUMBER: String(track + 1),
        DATE: "1999",
      };
      const file = join(path, `${track}.flac`);
      writeFileSync(file, flac(tags, { seconds: 100 + track, audio: file }));
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
