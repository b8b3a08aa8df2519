import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { enqueue } from "../../src/jobs/queue/queue.ts";
import { sharedNowMs, startOther, type OtherProcess } from "./jobs-process.ts";
import { median, quantile, renderRows, type Row } from "./table.ts";

/** From a job queued in this process to its start in a worker process; and what a worker costs that has none. */

interface Wait {
  /** From the commit that queued the job to its start, which follows the commit of its claim. */
  sinceCommit: number;
  sinceCall: number;
}

async function measureWaking(db: Db, path: string, samples: number): Promise<Wait[]> {
  const worker = await startOther("worker", path);
  const waits: Wait[] = [];
  try {
    for (let albumId = 1; albumId <= samples; albumId++) {
      await sleep(5 + Math.random() * 25); // it is asleep again
      const calledAt = sharedNowMs();
      enqueue(db, { kind: "import-album-releases", payload: { albumId } }, Date.now());
      const committedAt = sharedNowMs();
      const startedAt = Number((await worker.nextLine())[2]);
      waits.push({ sinceCommit: startedAt - committedAt, sinceCall: startedAt - calledAt });
    }
  } finally {
    worker.kill("SIGKILL");
    await worker.exited;
  }
  return waits.slice(samples / 10); // the first ones warm it up
}

interface Idling {
  worker: number;
  bare: number;
}

/** Several times in turn: of a single sample most is noise. */
const idleRounds = 5;

async function measureIdlingInTurn(path: string, seconds: number): Promise<Idling & { difference: number }> {
  const rounds: Idling[] = [];
  for (let round = 0; round < idleRounds; round++) rounds.push(await measureIdling(path, seconds));
  return {
    worker: median(rounds.map(({ worker }) => worker)),
    bare: median(rounds.map(({ bare }) => bare)),
    difference: median(rounds.map(({ worker, bare }) => worker - bare)),
  };
}

/** Milliseconds of processor time a second that an idle worker and Node alone use, side by side. */
async function measureIdling(path: string, seconds: number): Promise<Idling> {
  const both = await Promise.all([
    startOther("idle", path, String(seconds)),
    startOther("bare", path, String(seconds)),
  ]);
  try {
    const [worker, bare] = await Promise.all(both.map(async (each) => (await usedMs(each)) / seconds));
    return { worker: worker!, bare: bare! };
  } finally {
    both.forEach((each) => each.kill("SIGKILL"));
  }
}

async function usedMs(other: OtherProcess): Promise<number> {
  for (;;) {
    const [what, used] = await other.nextLine();
    if (what === "used") return Number(used); // before, it may have taken up what the killed worker left
  }
}

export async function run(samples = 400, seconds = 6): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
  const path = join(folder, "library.db");
  const db = await openLibrary(path);
  try {
    const waits = await measureWaking(db, path, samples);
    const idling = await measureIdlingInTurn(path, seconds);
    const row = (what: string, part: number, goal: string): Row => {
      const ms = (values: number[]): string => `${quantile(values, part).toFixed(2)} ms`;
      const measured = ms(waits.map(({ sinceCommit }) => sinceCommit));
      const commit = ms(waits.map(({ sinceCall, sinceCommit }) => sinceCall - sinceCommit));
      return { what, measured, goal, beside: `its claim's commit included; queuing it took ${commit}` };
    };
    return [
      row("queued here, begun there, median", 0.5, "1 ms"),
      row("queued here, begun there, p99", 0.99, "5 ms"),
      {
        what: "idle worker over idle Node, of a core",
        measured: `${(idling.difference / 10).toFixed(2)} %`,
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
