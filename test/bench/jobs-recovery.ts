import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { createEvents } from "../../src/events.ts";
import { enqueue } from "../../src/jobs/queue/queue.ts";
import { cancelJob } from "../../src/jobs/operators/operator-actions.ts";
import type { Tasks } from "../../src/jobs/queue/task.ts";
import { createWorker } from "../../src/jobs/worker/worker.ts";
import { endless, sharedNowMs, startOther, type OtherProcess } from "./jobs-process.ts";
import { median, renderRows, type Row } from "./table.ts";

/** From the kill -9 of a worker to its job's start in another; and how a worker fares while it can't write. */

/** Kills the worker that runs a job, and waits until the other one does. */
async function measureRecovery(db: Db, path: string, rounds: number): Promise<number[]> {
  const waits: number[] = [];
  let idle = await startOther("worker", path);
  let victim: OtherProcess | undefined;
  for (let round = 0; round < rounds; round++) {
    const job = { kind: "import-album-releases", payload: { albumId: endless + round } } as const;
    const { id } = enqueue(db, job, Date.now());
    await idle.nextLine();
    [victim, idle] = [idle, await startOther("worker", path)];
    await sleep(1_000 + Math.random() * 1_000); // it has settled, and is anywhere between two looks
    const killedAt = sharedNowMs();
    victim.kill("SIGKILL");
    const [, , startedAt] = await idle.nextLine();
    waits.push(Number(startedAt) - killedAt);
    cancelJob(db, id, Date.now());
    while (db.$client.prepare("SELECT 1 FROM jobs WHERE state = 'running'").get()) await sleep(10);
  }
  idle.kill("SIGKILL");
  await idle.exited;
  return waits;
}

/** The longest time for which this process' event loop stood still. */
async function longestStall(ms: number): Promise<number> {
  let longest = 0;
  const startedAt = performance.now();
  for (let then = startedAt, at = then; at - startedAt < ms; then = at) {
    await new Promise(setImmediate);
    at = performance.now();
    longest = Math.max(longest, at - then);
  }
  return longest;
}

/** A worker with jobs to end and jobs to begin, while another connection holds the write lock. */
async function measureStalls(
  db: Db,
  path: string,
  rounds: number,
): Promise<{ locked: number[]; free: number[] }> {
  const stop = new AbortController();
  let mayEnd = false;
  const task = async (): Promise<{ outcome: "done" }> => {
    while (!mayEnd) await sleep(2);
    return { outcome: "done" };
  };
  const tasks = { "import-album-releases": task } as Partial<Tasks> as Tasks;
  const own = await openLibrary(path, { busyTimeoutMs: 5 });
  const running = createWorker({ db: own, tasks, events: createEvents(), signal: stop.signal }).run();
  const stalls = { locked: [] as number[], free: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    mayEnd = false;
    for (let albumId = 1; albumId <= 6; albumId++) {
      enqueue(db, { kind: "import-album-releases", payload: { albumId } }, Date.now());
    }
    await sleep(200);
    stalls.free.push(await longestStall(2_000));
    db.$client.exec("BEGIN IMMEDIATE");
    mayEnd = true;
    stalls.locked.push(await longestStall(2_000));
    db.$client.exec("ROLLBACK");
    await sleep(500);
  }
  stop.abort();
  await running;
  closeLibrary(own);
  return stalls;
}

export async function run(rounds = 8): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
  const path = join(folder, "library.db");
  const db = await openLibrary(path);
  try {
    const waits = await measureRecovery(db, path, rounds);
    const { locked, free } = await measureStalls(db, path, 5);
    const ms = (value: number): string => `${value.toFixed(0)} ms`;
    return [
      {
        what: "worker killed, its job begun elsewhere",
        measured: `${ms(median(waits))}, at most ${ms(Math.max(...waits))}`,
        goal: "within 1 s",
      },
      {
        what: "stall of a worker while another holds the write lock for 2 s",
        measured: ms(median(locked)),
        goal: "at most 20 ms",
        beside: `${ms(median(free))} while nobody does`,
      },
    ];
  } finally {
    closeLibrary(db);
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(renderRows(await run()));
