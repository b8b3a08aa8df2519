import type { Db } from "../../db/connection.ts";
import { retryWhileBusy } from "../../db/transact.ts";
import { statement } from "../../db/statement.ts";

/** Clocks drift and are corrected all the time; only more than this is somebody setting the clock. */
const leastStepMs = 1_000;

/**
 * Returns by how much the wall clock was set since the last call (ms, negative for back, 0 for not): it is
 * held against the monotonic clock.
 */
export function watchClock(now: () => number, monotonicNow = () => performance.now()): () => number {
  let offset = now() - monotonicNow();
  return () => {
    const was = offset;
    offset = now() - monotonicNow();
    return Math.abs(offset - was) > leastStepMs ? offset - was : 0;
  };
}

const selectFromFuture = statement<[nowMs: number, nowMs: number], { id: number }>(
  `SELECT id FROM jobs
   WHERE state = 'scheduled' AND run_at > ? AND coalesce(finished_at, created_at) > ? LIMIT 1`,
);

const bringBack = statement<[{ nowMs: number; setBackMs: number }]>(
  `UPDATE jobs SET
     run_at = run_at - max(@setBackMs, coalesce(finished_at, created_at) - @nowMs),
     created_at = min(created_at, @nowMs),
     finished_at = min(finished_at, @nowMs)
   WHERE state = 'scheduled' AND run_at > @nowMs AND coalesce(finished_at, created_at) > @nowMs`,
);

/**
 * A job that was scheduled at a time which has yet to come was scheduled by a clock that went ahead and has
 * been set back: without this it would wait for that clock. Its delay is counted anew, from now; where it is
 * known by how much the clock was set back, from when it was scheduled. Doing it twice changes nothing.
 */
export async function mendSchedule(db: Db, nowMs: number, setBackMs = 0): Promise<void> {
  if (!(await retryWhileBusy(() => selectFromFuture(db).get(nowMs, nowMs)))) return;
  await retryWhileBusy(() => bringBack(db).run({ nowMs, setBackMs }));
}
