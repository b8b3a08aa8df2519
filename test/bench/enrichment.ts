import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadConfig } from "../../src/config.ts";
import { createGateRows } from "../../src/db/gates.ts";
import { closeLibrary, openLibrary } from "../../src/db/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { transact } from "../../src/db/transact.ts";
import { enrichmentConfig } from "../../src/enrichment/config.ts";
import { coverArtArchiveCovers } from "../../src/enrichment/cover-sources/cover-art-archive.ts";
import { createEnrichment, type EnrichmentSources } from "../../src/enrichment/create.ts";
import { lrclibLyrics } from "../../src/enrichment/lyrics-sources/lrclib.ts";
import type { EnrichmentResult } from "../../src/enrichment/result.ts";
import { createEvents } from "../../src/events.ts";
import { nextTracks } from "../../src/library/work-list.ts";
import { createCoverArtArchive } from "../../src/sources/cover-art-archive/source.ts";
import { createGate } from "../../src/sources/gate.ts";
import { createHttpClient } from "../../src/sources/http/client.ts";
import type { HttpClient } from "../../src/sources/http/api.ts";
import { createLrclib } from "../../src/sources/lrclib/source.ts";
import { median, type Row } from "./table.ts";

const latencyMs = 50;
const tracksPerAlbum = 12;
const memorySizes = [1000, 100_000, 1_000_000];

/** Wall time over the ideal, requests, memory, and the time to the first track. */
export async function run(): Promise<Row[]> {
  return [...(await measureConcurrency()), ...(await measureMemory()), await measureFirstTrack()];
}

async function measureConcurrency(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const concurrency of [5, 20]) {
    await withLibrary(5000, async (db, home) => {
      const service = await startService();
      const http = createHttpClient({
        userAgent: "importer-bench/1 ( bench@example.org )",
        ...{ timeoutMs: 20_000, retryDelayMs: 1, proxy: {}, events: createEvents() },
      });
      const startedAt = performance.now();
      const result = await enrich(db, home, concurrency, realSources(db, http, service.url));
      const tookMs = performance.now() - startedAt;
      const requests = await service.count();
      const ideal = (requests * latencyMs) / concurrency;
      rows.push({
        what: `5,000 tracks, ${latencyMs} ms latency, concurrency ${concurrency}: wall time over the ideal`,
        measured: `${(tookMs / ideal).toFixed(2)}×`,
        goal: "at most 1.15×",
        beside: `${(tookMs / 1000).toFixed(1)} s, ${requests} requests, ${result.failed} failed`,
      });
      if (concurrency === 5) rows.push(...(await countRequests(db, home, http, service, requests)));
      await http.close();
      service.close();
    });
  }
  return rows;
}

async function countRequests(
  db: Db,
  home: string,
  http: HttpClient,
  service: Service,
  before: number,
): Promise<Row[]> {
  await enrich(db, home, 5, realSources(db, http, service.url));
  const albums = Math.ceil(5000 / tracksPerAlbum);
  return [
    {
      what: "requests for an album of 12 tracks",
      measured: ((before / albums) * 1).toFixed(2),
      goal: "13 (1 cover, 12 lyrics)",
      beside: `${albums} albums, the last one short`,
    },
    { what: "requests of a second run", measured: String((await service.count()) - before), goal: "0" },
  ];
}

async function measureMemory(): Promise<Row[]> {
  const peaks: { live: number; rss: number }[] = [];
  const script = fileURLToPath(new URL("work-list-memory.ts", import.meta.url));
  for (const count of memorySizes) {
    await withLibrary(count, async (_, home) => {
      const path = join(home, "library.db");
      const told = execFileSync(process.execPath, ["--expose-gc", "--import", "tsx", script, path]);
      peaks.push(JSON.parse(told.toString()) as { live: number; rss: number });
      return Promise.resolve();
    });
  }
  return peaks.slice(1).map(({ live, rss }, at) => ({
    what: `work list of ${memorySizes[at + 1]!.toLocaleString("en")} tracks, read whole: peak of live memory over that of 1,000`,
    measured: `${(live / peaks[0]!.live).toFixed(2)}×`,
    goal: "flat",
    beside: `${Math.round(live / 1024 ** 2)} MB; with garbage ${Math.round(rss / 1024 ** 2)} MB`,
  }));
}

async function measureFirstTrack(): Promise<Row> {
  let times: number[] = [];
  await withLibrary(1_000_000, async (db) => {
    db.$client.exec("UPDATE tracks SET artwork_status = 'available', lyrics_status = 'available'");
    db.$client.exec("UPDATE tracks SET lyrics_status = 'not_fetched' WHERE id % 100000 = 0");
    times = Array.from({ length: 20 }, () => {
      const startedAt = performance.now();
      const [first] = nextTracks(db, { artwork: true, lyrics: true }, 0, 50);
      if (first?.id !== 100_000) throw new Error("the first track is another one");
      return performance.now() - startedAt;
    });
    return Promise.resolve();
  });
  return {
    what: "first track of ten among a million",
    measured: `${median(times).toFixed(2)} ms`,
    goal: "under 100 ms",
  };
}

function enrich(
  db: Db,
  home: string,
  maxConcurrent: number,
  sources: EnrichmentSources,
): Promise<EnrichmentResult> {
  return createEnrichment({
    ...{ db, sources, events: createEvents(), now: Date.now, longestWaitMs: 0 },
    config: enrichmentConfig({ maxConcurrent }),
    settings: loadConfig({ IMPORTER_HOME: home }),
    transact: (write) => transact(db, write),
  }).run(new AbortController().signal);
}

function realSources(db: Db, http: HttpClient, url: string): EnrichmentSources {
  const api = (name: string) => {
    const gate = createGate({ api: name, intervalMs: 0, rows: createGateRows(db), events: createEvents() });
    return { name, baseUrl: url, gate, rejectedHint: "" };
  };
  return {
    covers: [coverArtArchiveCovers(createCoverArtArchive(http, api("covers"), 20 * 1024 * 1024))],
    lyrics: [lrclibLyrics(createLrclib(http, api("lrclib")))],
  };
}

interface Service {
  url: string;
  count(): Promise<number>;
  close(): void;
}

async function startService(): Promise<Service> {
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
async function withLibrary(tracks: number, use: (db: Db, home: string) => Promise<void>): Promise<void> {
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
