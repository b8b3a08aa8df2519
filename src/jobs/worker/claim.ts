import type { Db } from "../../db/connection.ts";
import { isSerial, perQueue, type QueueName } from "../queue/queues.ts";
import { statement } from "../../db/statement.ts";

/** Claim. A job that a worker has taken; `id`, `worker` and `attempt` together are the fencing token of all it writes. */
export interface ClaimedJob {
  id: number;
  queue: QueueName;
  kind: string;
  /** JSON as queued: it may be older than this program. */
  payload: string;
  attempt: number;
  maxAttempts: number;
  /** How many workers died while they ran it. */
  crashes: number;
  worker: string;
}

/** The job of a queue that is next, as SQL. Its order is that of the index `jobs_ready`. */
function headOf(queue: QueueName, columns: string): string {
  const nobodyElse = `AND NOT EXISTS (SELECT 1 FROM jobs WHERE state = 'running' AND queue = '${queue}')`;
  return `SELECT ${columns} FROM jobs WHERE state = 'ready' AND queue = '${queue}'
    ${isSerial(queue) ? nobodyElse : ""} ORDER BY priority, id LIMIT 1`;
}

const selectHead = perQueue((queue) => statement<[], { crashes: number }>(headOf(queue, "crashes")));

const claimHead = perQueue((queue) =>
  statement<[worker: string, startedAt: number, mostCrashes: number], ClaimedJob>(
    `UPDATE jobs SET state = 'running', attempts = attempts + 1, worker = ?, started_at = ?, finished_at = NULL,
                     has_saved = 0
     WHERE id = (${headOf(queue, "id")}) AND crashes <= ?
     RETURNING id, queue, kind, payload, attempts AS attempt, max_attempts AS maxAttempts, crashes, worker`,
  ),
);

const selectReady = perQueue((queue) =>
  statement<[], { id: number }>(`SELECT id FROM jobs WHERE state = 'ready' AND queue = '${queue}' LIMIT 1`),
);

const selectOwned = statement<[id: number, worker: string, attempt: number], { id: number }>(
  "SELECT id FROM jobs WHERE id = ? AND worker = ? AND attempts = ? AND state = 'running'",
);

const selectNextRunAt = statement<[], { runAt: number | null }>(
  "SELECT min(run_at) AS runAt FROM jobs WHERE state = 'scheduled'",
);

// Some at a time: a thousand overdue jobs must not hold the write lock for long.
const promote = statement<[nowMs: number]>(
  `UPDATE jobs SET state = 'ready' WHERE id IN
     (SELECT id FROM jobs WHERE state = 'scheduled' AND run_at <= ? ORDER BY run_at LIMIT 500)`,
);

/** The next job of a queue that could be claimed, looked at without the write lock. */
export function peek(db: Db, queue: QueueName): { crashes: number } | undefined {
  return selectHead(queue)(db).get();
}

/**
 * Takes the next job of a queue. One that has crashed a worker is taken only if asked for: see `turn.ts`.
 * Undefined if there is none, or if the queue is serial and one of its jobs runs anywhere.
 */
export function claim(
  db: Db,
  queue: QueueName,
  by: { worker: string; nowMs: number; evenCrashed: boolean },
): ClaimedJob | undefined {
  return claimHead(queue)(db).get(by.worker, by.nowMs, by.evenCrashed ? 1e9 : 0);
}

/** Whether the job is still this worker's, in this attempt. */
export function isOwned(db: Db, job: ClaimedJob): boolean {
  return selectOwned(db).get(job.id, job.worker, job.attempt) !== undefined;
}

const markSaved = statement<[id: number, worker: string, attempt: number]>(
  "UPDATE jobs SET has_saved = 1 WHERE id = ? AND worker = ? AND attempts = ? AND state = 'running'",
);

/** Notes that the attempt saves something; false if the job is no longer this worker's. */
export function noteSave(db: Db, job: ClaimedJob): boolean {
  return markSaved(db).run(job.id, job.worker, job.attempt).changes === 1;
}

/** Whether jobs wait in this queue, even if its serial order does not let one start now. */
export function hasReady(db: Db, queue: QueueName): boolean {
  return selectReady(queue)(db).get() !== undefined;
}

/** When the next scheduled job is due, in any queue (ms UTC). */
export function nextRunAt(db: Db): number | undefined {
  return selectNextRunAt(db).get()?.runAt ?? undefined;
}

/** Makes jobs `ready` whose time has come. */
export function promoteDue(db: Db, nowMs: number): void {
  promote(db).run(nowMs);
}
