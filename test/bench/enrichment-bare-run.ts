import { readFileSync } from "node:fs";
import { Agent, request } from "undici";
import { benchClient, enrich, realSources, tracksPerAlbum, withLibrary } from "./enrichment-stage.ts";
import { cpuMsSince } from "./table.ts";

/** `node … URL TRACKS CONCURRENCY ROUNDS` prints the costs of each round but the first, which only warms up the compiler. */

export interface Cost {
  wallMs: number;
  /** Of it, how long the main thread was ready to run while other programs had the processors (Linux; else 0). */
  queuedMs: number;
  /** A track. */
  cpuMs: number;
}

const [url, ...numbers] = process.argv.slice(2) as [string, ...string[]];
const [tracks, concurrency, rounds] = numbers.map(Number) as [number, number, number];
const measured: { bare: Cost; ours: Cost }[] = [];
for (let round = 0; round <= rounds; round++) {
  const bare = await costOf(sendBare);
  await withLibrary(tracks, async (db, home) => {
    const http = benchClient();
    const ours = await costOf(() => enrich(db, home, concurrency, realSources(db, http, url)));
    if (round > 0) measured.push({ bare, ours });
    await http.close();
  });
}
process.stdout.write(JSON.stringify(measured));

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const [startedAt, queuedMs, since] = [performance.now(), queuedSoFarMs(), process.cpuUsage()];
  await work();
  return {
    wallMs: performance.now() - startedAt,
    queuedMs: queuedSoFarMs() - queuedMs,
    cpuMs: cpuMsSince(since) / tracks,
  };
}

function queuedSoFarMs(): number {
  if (process.platform !== "linux") return 0;
  return Number(readFileSync("/proc/self/schedstat", "utf8").split(" ")[1]) / 1e6;
}

/** As many requests as the enrichment sends: one a track, and one an album. */
async function sendBare(): Promise<void> {
  const dispatcher = new Agent({ connections: concurrency });
  const songs = Array.from(
    { length: tracks },
    (_, at) => `/api/get?track_name=Song%20${at}&artist_name=Testers`,
  );
  const covers = Array.from({ length: Math.ceil(tracks / tracksPerAlbum) }, (_, at) => `/${at}/front`);
  const waiting = [...songs, ...covers].values();
  const lane = async (): Promise<void> => {
    for (const path of waiting) {
      const { body } = await request(url + path, { dispatcher });
      await (path.startsWith("/api") ? body.json() : body.arrayBuffer());
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  await dispatcher.close();
}
