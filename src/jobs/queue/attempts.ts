import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";

const insertAttempt = statement<
  [jobId: number, attempt: number, startedAt: number | null, endedAt: number, outcome: string, error: string]
>(
  `INSERT OR REPLACE INTO job_attempts (job_id, attempt, started_at, ended_at, outcome, error)
   VALUES (?, ?, ?, ?, ?, ?)`,
);

// What costs a job nothing may come thousands of times, as when a source rests for days.
const countAgain = statement<
  [{ jobId: number; attempt: number; nowMs: number; outcome: string; reason: string }]
>(
  `UPDATE OR REPLACE job_attempts SET attempt = @attempt, ended_at = @nowMs, error = @reason, times = times + 1
   WHERE rowid = (SELECT rowid FROM job_attempts WHERE job_id = @jobId AND outcome = @outcome
                  ORDER BY ended_at DESC LIMIT 1)`,
  { sorts: "the attempts of one job" },
);

/** Keeps a record of an attempt that did not end `done`: of the snoozes, and of the returns, one row with their number. */
export function recordAttempt(
  db: Db,
  job: { id: number; attempt: number; startedAt: number | null },
  how: { outcome: string; reason: string; nowMs: number },
): void {
  const { outcome, reason, nowMs } = how;
  if (outcome === "snoozed" || outcome === "returned") {
    const again = { jobId: job.id, attempt: job.attempt, nowMs, outcome, reason };
    if (countAgain(db).run(again).changes === 1) return;
  }
  insertAttempt(db).run(job.id, job.attempt, job.startedAt, nowMs, outcome, reason);
}
