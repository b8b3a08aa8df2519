import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { closeLibrary, openLibrary, type Db } from "../../src/db/open.ts";
import { enqueue } from "../../src/jobs/queue.ts";
import { sharedNowMs, startOther } from "./jobs-process.ts";
import { median, quantile, renderRows, type Row } from "./table.ts";

/** From a job queued in this process to its start in a worker process; and what a worker costs that has none. */

async function measureWaking(db: Db, path: string, samples: number): Promise<number[]> {
  const worker = await startOther("worker", path);
  const waits: number[] = [];
  try {
    for (let albumId = 1; albumId <= samples; albumId++) {
      await sleep(5 + Math.random() * 25); // it is asleep again
      const queuedAt = sharedNowMs();
      enqueue(db, { kind: "import-album-releases", payload: { albumId } }, Date.now());
      const [, , startedAt] = await worker.nextLine();
      waits.push(Number(startedAt) - queuedAt);
    }
  } finally {
    worker.kill("SIGKILL");
    await worker.exited;
  }
  return waits.slice(samples / 10); // the first ones warm it up
}

/** Milliseconds of processor time a second that an idle worker uses over what Node itself does. */
async function measureIdling(path: string, seconds: number): Promise<{ worker: number; bare: number }> {
  const both = await Promise.all([
    startOther("idle", path, String(seconds)),
    startOther("bare", path, String(seconds)),
  ]);
  try {
    const lines = await Promise.all(both.map((each) => each.nextLine()));
    const [worker, bare] = lines.map(([, usedMs]) => Number(usedMs) / seconds);
    return { worker: worker!, bare: bare! };
  } finally {
    both.forEach((each) => each.kill("SIGKILL"));
  }
}

export async function run(samples = 400, seconds = 10): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
  const path = join(folder, "library.db");
  const db = await openLibrary(path);
  try {
    const waits = await measureWaking(db, path, samples);
    const idling = await measureIdling(path, seconds);
    const ms = (value: number): string => `${value.toFixed(2)} ms`;
    return [
      { what: "queued here, begun there, median", measured: ms(median(waits)), goal: "1 ms" },
      { what: "queued here, begun there, p99", measured: ms(quantile(waits, 0.99)), goal: "5 ms" },
      {
        what: "idle worker over idle Node, of a core",
        measured: `${((idling.worker - idling.bare) / 10).toFixed(2)} %`,
        goal: "0.3 %",
        beside: `${(idling.worker / 10).toFixed(2)} % and ${(idling.bare / 10).toFixed(2)} %`,
      },
    ];
  } finally {
    closeLibrary(db);
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(renderRows(await run()));
