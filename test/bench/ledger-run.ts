import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setBehind } from "../../src/db/on-behalf.ts";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { importAlbum } from "../../src/importers/album/import.ts";
import { importReleases } from "../../src/importers/release/import.ts";
import { createEntry } from "../../src/ledger/entries/entry.ts";
import { getAlbum } from "../../src/library/items/albums.ts";
import { contextOf } from "./import-context.ts";
import { factsOfAlbum, mbidOf, numberIn, rename, sourceOf, type FactsOfAlbum } from "./import-facts.ts";

/**
 * Paired comparison: batches of imports that an entry of the ledger notes, and batches that nobody does, in turn, in one process and one
 * library. What others take away of the machine, and what a growing library costs, is taken from both. Prints the CPU of each batch, pair by
 * pair: `ALBUMS_A_BATCH PAIRS PAIRS_REFRESHED`; a process of its own with `--expose-gc`, bundled as the program is.
 */
const [batch = 25, pairs = 300, refreshes = 60] = process.argv.slice(2).map(Number);
const [editions, lanes, warmUp] = [2, 50, 6];

/** ms of CPU: in the program and its collector, and with the system's. */
interface Cpu {
  user: number;
  all: number;
}
type Pair = Record<"noted" | "unnoted", Cpu>;

const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
const db = await openLibrary(join(folder, "library.db"));
const facts = new Map<number, FactsOfAlbum>();
const context = contextOf(
  db,
  sourceOf((mbid) => facts.get(numberIn(mbid))!),
);
const entry = createEntry(db, { kind: "command", what: "import", now: Date.now });

const created = await measuredPairs(pairs, { force: false });
const refreshed = await measuredPairs(refreshes, { force: true });
process.stdout.write(JSON.stringify({ created, refreshed }));
closeLibrary(db);
rmSync(folder, { recursive: true });

/** Which of the two comes first changes from pair to pair. The first ones warm the code up, and are left out. */
async function measuredPairs(count: number, how: { force: boolean }): Promise<Pair[]> {
  const measured: Pair[] = [];
  for (let at = 0; at < count + warmUp; at++) {
    globalThis.gc!();
    const sides = at % 2 === 0 ? (["noted", "unnoted"] as const) : (["unnoted", "noted"] as const);
    const pair = {} as Pair;
    for (const [place, side] of sides.entries())
      pair[side] = await cpuOf((2 * at + place) * batch, { ...how, isNoted: side === "noted" });
    if (at >= warmUp) measured.push(pair);
  }
  return measured;
}

async function cpuOf(from: number, { force, isNoted }: { force: boolean; isNoted: boolean }): Promise<Cpu> {
  facts.clear();
  for (let at = from; at < from + batch; at++) {
    const made = factsOfAlbum(at, editions);
    if (force) rename(made);
    facts.set(at, made);
  }
  setBehind(db, isNoted ? entry : undefined);
  db.$client.pragma("wal_checkpoint(TRUNCATE)");
  const since = process.cpuUsage();
  let next = from;
  const lane = async (): Promise<void> => {
    while (next < from + batch) await importOne(next++, force);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const { user, system } = process.cpuUsage(since);
  return { user: user / 1000, all: (user + system) / 1000 };
}

async function importOne(at: number, force: boolean): Promise<void> {
  const query = { kind: "release-group", mbid: mbidOf("a", at) } as const;
  const made = await importAlbum(context, { query, force, only: [] });
  if (made.itemId === undefined) throw new Error(JSON.stringify(made));
  const { saved } = await importReleases(context, getAlbum(db, made.itemId)!);
  if ((force ? saved.updated : saved.created) !== editions) throw new Error(JSON.stringify({ made, saved }));
}
