import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadConfig } from "../../src/config.ts";
import { createGateRows } from "../../src/db/services/gates.ts";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { enrichmentConfig } from "../../src/enrichment/config.ts";
import { coverArtArchiveCovers } from "../../src/enrichment/cover-sources/cover-art-archive.ts";
import { createEnrichment, type EnrichmentSources } from "../../src/enrichment/create.ts";
import { lrclibLyrics } from "../../src/enrichment/lyrics-sources/lrclib.ts";
import type { EnrichmentResult } from "../../src/enrichment/result.ts";
import { createEvents } from "../../src/events.ts";
import { createCoverArtArchive } from "../../src/sources/cover-art-archive/source.ts";
import { createGate } from "../../src/sources/gate.ts";
import { createHttpClient } from "../../src/sources/http/client.ts";
import type { HttpClient } from "../../src/sources/http/api.ts";
import { createLrclib } from "../../src/sources/lrclib/source.ts";

export const tracksPerAlbum = 12;

export const benchClient = (): HttpClient =>
  createHttpClient({
    userAgent: "importer-bench/1 ( bench@example.org )",
    timeoutMs: 20_000,
    retryDelayMs: 1,
    proxy: {},
    events: createEvents(),
  });

export function enrich(
  db: Db,
  home: string,
  maxConcurrent: number,
  sources: EnrichmentSources,
): Promise<EnrichmentResult> {
  return createEnrichment({
    db,
    sources,
    events: createEvents(),
    now: Date.now,
    longestWaitMs: 0,
    config: enrichmentConfig({ maxConcurrent }),
    settings: loadConfig({ IMPORTER_HOME: home }),
  }).run(new AbortController().signal);
}

export function realSources(db: Db, http: HttpClient, url: string): EnrichmentSources {
  const api = (name: string) => {
    const gate = createGate({ api: name, intervalMs: 0, rows: createGateRows(db), events: createEvents() });
    return { name, baseUrl: url, gate, rejectedHint: "" };
  };
  return {
    covers: [coverArtArchiveCovers(createCoverArtArchive(http, api("covers"), 20 * 1024 * 1024))],
    lyrics: [lrclibLyrics(createLrclib(http, api("lrclib")))],
  };
}

export interface Service {
  url: string;
  count(): Promise<number>;
  close(): void;
}

export async function startService(latencyMs: number): Promise<Service> {
  const script = fileURLToPath(new URL("enrichment-service.ts", import.meta.url));
  const child = fork(script, [String(latencyMs)], { execArgv: ["--import", "tsx"] });
  const told = async <T>(): Promise<T> => ((await once(child, "message")) as [T])[0];
  const { port } = await told<{ port: number }>();
  return {
    url: `http://127.0.0.1:${port}`,
    async count() {
      child.send("count");
      return (await told<{ requests: number }>()).requests;
    },
    close: () => child.disconnect(),
  };
}

/** A library of so many tracks on albums of twelve, each with a release group to ask for. */
export async function withLibrary(
  tracks: number,
  use: (db: Db, home: string) => Promise<void>,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "importer-bench-"));
  const db = await openLibrary(join(home, "library.db"));
  try {
    const albums = Math.ceil(tracks / tracksPerAlbum);
    db.$client.exec(`
      BEGIN;
      INSERT INTO artists (name, name_key, created_at, updated_at) VALUES ('The Testers', 'testers', 0, 0);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${albums})
      INSERT INTO albums (title, title_key, created_at, updated_at) SELECT 'Album ' || i, 'album ' || i, 0, 0 FROM n;
      INSERT INTO identifiers (item_type, item_id, kind, value)
      SELECT 'album', id, 'musicbrainz_release_group', printf('%08x-0000-4000-8000-000000000000', id) FROM albums;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${tracks})
      INSERT INTO tracks (title, artist_id, album_id, length_ms, created_at, updated_at)
      SELECT 'Song ' || i, 1, (i - 1) / ${tracksPerAlbum} + 1, 180000, 0, 0 FROM n;
      COMMIT`);
    await use(db, home);
  } finally {
    closeLibrary(db);
    rmSync(home, { recursive: true, force: true });
  }
}
