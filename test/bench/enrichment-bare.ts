import { Agent, request } from "undici";
import {
  benchClient,
  enrich,
  realSources,
  startService,
  tracksPerAlbum,
  withLibrary,
} from "./enrichment-stage.ts";
import { cpuMsSince, median, type Row } from "./table.ts";

const tracks = 2000;
const concurrency = 20;
const rounds = 3;

interface Cost {
  wallMs: number;
  /** A track. */
  cpuMs: number;
}

/** An enrichment over a loop that only sends the same requests and reads the answers, with as many at once; in turn. */
export async function measureAgainstBare(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [latencyMs, most] of [
    [5, 2],
    [50, 1.1],
  ] as const) {
    const service = await startService(latencyMs);
    const measured: { bare: Cost; ours: Cost }[] = [];
    // The first round only loads modules and warms up the compiler.
    for (let round = 0; round <= rounds; round++) {
      const bare = await costOf(() => sendBare(service.url));
      let ours: Cost | undefined;
      await withLibrary(tracks, async (db, home) => {
        const http = benchClient();
        ours = await costOf(() => enrich(db, home, concurrency, realSources(db, http, service.url)));
        await http.close();
      });
      if (round > 0) measured.push({ bare, ours: ours! });
    }
    service.close();
    const of = (which: "bare" | "ours"): string =>
      `${median(measured.map((round) => round[which].cpuMs)).toFixed(2)} ms`;
    rows.push({
      what: `${tracks.toLocaleString("en")} tracks, ${latencyMs} ms latency, concurrency ${concurrency}: wall time over a bare loop`,
      measured: `${median(measured.map(({ bare, ours }) => ours.wallMs / bare.wallMs)).toFixed(2)}×`,
      goal: `at most ${most}×`,
      beside: `${of("ours")} and ${of("bare")} CPU a track`,
    });
  }
  return rows;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const [startedAt, since] = [performance.now(), process.cpuUsage()];
  await work();
  return { wallMs: performance.now() - startedAt, cpuMs: cpuMsSince(since) / tracks };
}

/** As many requests as the enrichment sends: one a track, and one an album. */
async function sendBare(url: string): Promise<void> {
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
