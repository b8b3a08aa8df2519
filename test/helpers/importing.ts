import { onTestFinished } from "vitest";
import { createGateRows, observeGateRows } from "../../src/db/services/gates.ts";
import { openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { transact } from "../../src/db/transact.ts";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import type { DemoCatalogue, Json } from "../../src/demo/musicbrainz/server.ts";
import type { StandIn } from "../../src/demo/stand-in.ts";
import { createEvents } from "../../src/events.ts";
import { importAlbum } from "../../src/importers/album/import.ts";
import { albumQueryOf, type AlbumWords } from "../../src/importers/album/query.ts";
import type { ImportContext } from "../../src/importers/context.ts";
import type { ImportResult } from "../../src/importers/flow/result.ts";
import type { AlbumFacts } from "../../src/facts.ts";
import { createGate } from "../../src/sources/gate.ts";
import { createHttpClient } from "../../src/sources/http/client.ts";
import { musicbrainzAlbumSource } from "../../src/sources/musicbrainz/album-source.ts";
import { createMusicBrainz } from "../../src/sources/musicbrainz/source.ts";
import { temporaryLibrary } from "./library.ts";
import { musicbrainzStandIn } from "./musicbrainz.ts";

/** Everything an import needs, wired as the program wires it, against a stand-in. */
export interface Importing {
  context: ImportContext;
  db: Db;
  path: string;
  server: StandIn;
  /** What the stand-in knows; changes to it are served at once. */
  catalogue: DemoCatalogue;
  /** ms UTC; the context's only clock. Tests move it. */
  clock: { now: number };
  /** What arrived since this was asked last: `search release-group`, `artist <mbid>`, `browse release`. */
  asked(): string[];
}

export const someDay = Date.UTC(2024, 4, 1, 12);
export const dayMs = 24 * 3_600_000;

export async function importing(catalogue: DemoCatalogue = demoCatalogue()): Promise<Importing> {
  const { db, path } = await temporaryLibrary();
  const server = await musicbrainzStandIn(catalogue);
  const clock = { now: someDay };
  const context = connect(db, server, { now: () => clock.now });
  let seen = 0;
  const asked = (): string[] => {
    const news = server.requests.slice(seen).map((request) => shortOf(request.path));
    seen = server.requests.length;
    return news;
  };
  return { context, db, path, server, catalogue, clock, asked };
}

function shortOf(path: string): string {
  const [, resource = "", query = ""] = /^\/ws\/2\/([^?]*)\??(.*)$/.exec(path) ?? [];
  const parameters = new URLSearchParams(query);
  if (parameters.has("query")) return `search ${resource}`;
  return resource.includes("/") ? resource.replace("/", " ") : `browse ${resource}`;
}

/** A context as the command line makes it, but for its clock, its pace and its patience. */
export function connect(
  db: Db,
  server: StandIn,
  options: { now?: () => number; dryRun?: boolean } = {},
): ImportContext {
  const events = createEvents();
  const http = createHttpClient({
    userAgent: "importer-test/1 ( test@example.org )",
    timeoutMs: 20_000,
    retryDelayMs: 1,
    proxy: {},
    events,
  });
  onTestFinished(() => http.close());
  const rows = options.dryRun ? observeGateRows(db) : createGateRows(db);
  const musicbrainz = createMusicBrainz(http, {
    name: "MusicBrainz",
    baseUrl: server.url,
    gate: createGate({ api: "musicbrainz", intervalMs: 0, rows, events }),
    rejectedHint: "say who you are",
  });
  return {
    db,
    events,
    musicbrainz,
    now: options.now ?? Date.now,
    albumSources: [musicbrainzAlbumSource(musicbrainz)],
    ...(options.dryRun && { dryRun: true }),
    transact: (write) => transact(db, write),
  };
}

/** A context that looks and doesn't touch, on the library at this path. */
export async function dryRunOf({ server, clock }: Importing, path: string): Promise<ImportContext> {
  const db = await openLibrary(path, { readonly: true });
  onTestFinished(() => void db.$client.close());
  return connect(db, server, { now: () => clock.now, dryRun: true });
}

/** An album import by words, as the command makes it of its arguments. */
export function importWords(
  context: ImportContext,
  words: AlbumWords | string,
  options: { force?: boolean; id?: number; only?: string[] } = {},
): Promise<ImportResult<AlbumFacts>> {
  const query = albumQueryOf(typeof words === "string" ? { title: words } : words);
  // What is queued for Amazon beside it has tests of its own; `only: []` is all providers.
  const { force = false, only = ["musicbrainz"], id } = options;
  return importAlbum(context, { query, force, only, id });
}

export type Row = Record<string, unknown>;

/** Rows of a SELECT. */
export function rows<R = Row>(db: Db, sql: string, ...parameters: unknown[]): R[] {
  return db.$client.prepare(sql).all(...parameters) as R[];
}

/** One column of a SELECT. */
export function column(db: Db, sql: string, ...parameters: unknown[]): unknown[] {
  return db.$client
    .prepare(sql)
    .pluck()
    .all(...parameters);
}

/** Runs come at new times whenever something is asked; the slots of gates and the rests of breakers are nobody's data. */
const restless: Record<string, string[]> = { provider_runs: ["started_at", "finished_at"] };

/** Every row of every table as text: two dumps are equal only if the libraries are, byte for byte. */
export function dump(db: Db): string {
  const tables = column(
    db,
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'ledger_%' ORDER BY name",
  ) as string[];
  const told = tables.filter((table) => table !== "gates" && table !== "circuit_breakers");
  return told
    .map((table) => {
      const lines = rows(db, `SELECT * FROM "${table}" ORDER BY rowid`).map((row) =>
        JSON.stringify({
          ...row,
          ...Object.fromEntries((restless[table] ?? []).map((name) => [name, null])),
        }),
      );
      return [`-- ${table}`, ...lines].join("\n");
    })
    .join("\n");
}

/** Changes keys of a document that the stand-in serves; `undefined` takes a key away. */
export function edit(documents: Map<string, Json>, id: string, changes: Json): void {
  const changed = { ...documents.get(id), ...changes };
  const kept = Object.entries(changed).filter(([, value]) => value !== undefined);
  documents.set(id, Object.fromEntries(kept));
}
