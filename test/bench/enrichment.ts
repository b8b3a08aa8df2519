import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Db } from "../../src/db/connection.ts";
import { nextTracks } from "../../src/library/enrichment/work-list.ts";
import type { HttpClient } from "../../src/sources/http/api.ts";
import { measureAgainstBare } from "./enrichment-bare.ts";
import {
  benchClient,
  enrich,
  realSources,
  startService,
  tracksPerAlbum,
  withLibrary,
  type Service,
} from "./enrichment-stage.ts";
import { median, type Row } from "./table.ts";

const latencyMs = 50;
const memorySizes = [1000, 100_000, 1_000_000];

/** Wall time over the ideal, requests, memory, and the time to the first track. */
export async function run(): Promise<Row[]> {
  return [
    ...(await measureConcurrency()),
    ...(await measureAgainstBare()),
    ...(await measureMemory()),
    await measureFirstTrack(),
  ];
}

async function measureConcurrency(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const concurrency of [5, 20]) {
    await withLibrary(5000, async (db, home) => {
      const service = await startService(latencyMs);
      const http = benchClient();
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
