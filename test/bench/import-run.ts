import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as grouping from "../../src/db/group-commit.ts";
import { setBehind } from "../../src/db/on-behalf.ts";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { transact } from "../../src/db/transact.ts";
import { createEvents } from "../../src/events.ts";
import { importAlbum } from "../../src/importers/album/import.ts";
import { importReleases } from "../../src/importers/release/import.ts";
import { getAlbum } from "../../src/library/items/albums.ts";
import { createEntry } from "../../src/ledger/entries/entry.ts";
import * as albumSource from "../../src/sources/musicbrainz/album-source.ts";
import { factsOfAlbum, mbidOf, numberIn, rename, sourceOf } from "./import-facts.ts";
import { cpuMsSince } from "./table.ts";

/**
 * Imports albums with two releases each (or `BENCH_EDITIONS`) from sources that answer at once, and prints what that cost: `one|shared ALBUMS`. With
 * `noted` or `unnoted` behind it, as an entry of the ledger or not, and then again with every title changed.
 * A process of its own, bundled as the program is, with the code of the tree that is measured (`bundle-tree.ts`).
 */
const [mode = "one", count = "2000", noting] = process.argv.slice(2);
const albums = Number(count);
const warmUp = Math.ceil(albums / 10);
/** Of each album; the famous ones have dozens. */
const editions = Number(process.env["BENCH_EDITIONS"] ?? 2);
/** Made before: what is measured is the import, not the making of its facts. */
const facts = Array.from({ length: albums }, (_, at) => factsOfAlbum(at, editions));

let [commits, prepared] = [0, 0];
countPrepares();

const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
const db = await openLibrary(join(folder, "library.db"));
const committing = <T>(write: () => T): Promise<T> => (commits++, transact(db, write));
const musicbrainz = sourceOf((mbid) => facts[numberIn(mbid)]!) as Parameters<
  typeof importAlbum
>[0]["musicbrainz"];
/** As older trees call it. */
const {
  groupCommit: together = (grouping as unknown as { groupWrites: typeof grouping.groupCommit }).groupWrites,
} = grouping as Partial<typeof grouping>;
const context = {
  db,
  events: createEvents(),
  now: Date.now,
  musicbrainz,
  // Trees from before there were several sources of albums have no such function.
  albumSources: [(albumSource as Partial<typeof albumSource>).musicbrainzAlbumSource?.(musicbrainz)],
  transact: mode === "shared" ? together(db, committing) : committing,
} as unknown as Parameters<typeof importAlbum>[0];

if (noting === "noted") {
  setBehind(db, createEntry(db, { kind: "command", what: "import", now: Date.now }));
}

const first = await measured(() => importRange(0, warmUp), importOne);
const refresh = noting === undefined ? undefined : await refreshed();
process.stdout.write(JSON.stringify({ ...first, refresh }));
closeLibrary(db);
rmSync(folder, { recursive: true });

/** What each album after the first ones costs, and how many bytes the library has then. */
async function measured(prepare: () => Promise<void>, work: typeof importOne) {
  await prepare();
  [commits, prepared] = [0, 0];
  const since = process.cpuUsage();
  await importRange(warmUp, albums, work);
  const imported = albums - warmUp;
  const pages = db.$client.pragma("page_count", { simple: true }) as number;
  return {
    cpuMs: cpuMsSince(since) / imported,
    commits: commits / imported,
    prepared: prepared / imported,
    bytes: pages * 4096,
  };
}

function refreshed() {
  for (const each of facts) rename(each);
  return measured(() => importRange(0, warmUp, refreshOne), refreshOne);
}

async function refreshOne(album: number): Promise<void> {
  const query = { kind: "release-group", mbid: mbidOf("a", album) } as const;
  const made = await importAlbum(context, { query, force: true, only: [] });
  const { saved } = await importReleases(context, getAlbum(db, made.itemId!)!);
  if (made.outcome !== "updated" || saved.updated !== editions)
    throw new Error(JSON.stringify({ made, saved }));
}

async function importRange(from: number, to: number, work = importOne): Promise<void> {
  let next = from;
  const lanes = Array.from({ length: mode === "shared" ? 50 : 1 }, async () => {
    while (next < to) await work(next++);
  });
  await Promise.all(lanes);
}

async function importOne(album: number): Promise<void> {
  const query = { kind: "release-group", mbid: mbidOf("a", album) } as const;
  const made = await importAlbum(context, { query, force: false, only: [] });
  if (made.itemId === undefined) throw new Error(made.providers.flatMap(({ errors }) => errors).join("; "));
  const { saved, providers } = await importReleases(context, getAlbum(db, made.itemId)!);
  if (saved.created !== editions) throw new Error(providers.flatMap(({ errors }) => errors).join("; "));
}

function countPrepares(): void {
  const require = createRequire(import.meta.url);
  const { prototype } = require("better-sqlite3") as typeof import("better-sqlite3");
  const real = prototype.prepare;
  prototype.prepare = function (this: typeof prototype, source: string) {
    prepared++;
    return real.call(this, source);
  } as typeof real;
}
