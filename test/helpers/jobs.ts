import type { Db } from "../../src/db/connection.ts";
import type { JobState } from "../../src/db/job-states.ts";
import { createEvents, type Events, type ImporterEvents } from "../../src/events.ts";
import { enqueue, type QueuedJob } from "../../src/jobs/queue/queue.ts";
import type { QueueName } from "../../src/jobs/queue/queues.ts";
import type { Task, Tasks } from "../../src/jobs/queue/task.ts";
import type { WorkerOptions } from "../../src/jobs/worker/shift.ts";
import { createWorker, type WorkerSummary } from "../../src/jobs/worker/worker.ts";

export type AlbumTask = Task<{ albumId: number }>;

/** Queues a job whose payload is `albumId`; tests tell their jobs apart by it. */
export function addJob(
  db: Db,
  albumId: number,
  options: {
    queue?: QueueName;
    runAt?: number;
    nowMs?: number;
    uniqueKey?: string;
    maxAttempts?: number;
  } = {},
): QueuedJob {
  const { queue, maxAttempts, nowMs = Date.now(), ...rest } = options;
  const job = enqueue(db, { kind: "import-album-releases", payload: { albumId }, ...rest }, nowMs);
  if (queue) db.$client.prepare("UPDATE jobs SET queue = ? WHERE id = ?").run(queue, job.id);
  if (maxAttempts)
    db.$client.prepare("UPDATE jobs SET max_attempts = ? WHERE id = ?").run(maxAttempts, job.id);
  return job;
}

export interface RawJob {
  id: number;
  queue: string;
  kind: string;
  state: JobState;
  run_at: number;
  attempts: number;
  crashes: number;
  snoozes: number;
  worker: string | null;
  cancel_asked: number;
  created_at: number;
  finished_at: number | null;
  last_error: string | null;
}

export function rowOf(db: Db, { id }: { id: number }): RawJob {
  return db.$client.prepare("SELECT * FROM jobs WHERE id = ?").get(id) as RawJob;
}

export function statesOf(db: Db): JobState[] {
  return db.$client.prepare("SELECT state FROM jobs ORDER BY id").pluck().all() as JobState[];
}

export function attemptsOf(
  db: Db,
  { id }: { id: number },
): { attempt: number; outcome: string; error: string; times: number }[] {
  return db.$client
    .prepare("SELECT attempt, outcome, error, times FROM job_attempts WHERE job_id = ? ORDER BY ended_at")
    .all(id) as { attempt: number; outcome: string; error: string; times: number }[];
}

export interface TestWorker {
  events: Events;
  finished: ImporterEvents["job-finished"][];
  stop(): void;
  done: Promise<WorkerSummary>;
}

/** A worker in this process, under way. */
export function startWorker(
  db: Db,
  task: AlbumTask,
  options: Partial<Omit<WorkerOptions, "db" | "signal">> = {},
): TestWorker {
  const controller = new AbortController();
  const events = createEvents();
  const finished: ImporterEvents["job-finished"][] = [];
  events.on("job-finished", (event) => finished.push(event));
  const tasks = { "import-album-releases": task } as Partial<Tasks> as Tasks;
  const worker = createWorker({ db, tasks, events, signal: controller.signal, ...options });
  return { events, finished, stop: () => controller.abort(), done: worker.run() };
}

/** Works until nothing is left that could run now. */
export function drain(
  db: Db,
  task: AlbumTask,
  options: Partial<Omit<WorkerOptions, "db" | "signal">> = {},
): Promise<WorkerSummary> {
  return startWorker(db, task, { drain: true, ...options }).done;
}

/** Polls until `condition` holds. */
export async function until(condition: () => boolean, timeoutMs = 60_000): Promise<void> {
  const startedAt = performance.now();
  while (!condition()) {
    if (performance.now() - startedAt > timeoutMs)
      throw new Error(`not so after ${timeoutMs} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
