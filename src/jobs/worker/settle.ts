import type { Db } from "../../db/connection.ts";
import type { ClaimedJob } from "./claim.ts";
import type { AttemptEnding } from "./endings.ts";
import { statement } from "../../db/statement.ts";
import { recordAttempt } from "../queue/attempts.ts";
import { CancelAskedError, LostJobError } from "../queue/task.ts";

const finish = statement<[nowMs: number, id: number, worker: string, attempt: number]>(
  `UPDATE jobs SET state = 'done', worker = NULL, finished_at = ?, last_error = NULL
   WHERE id = ? AND worker = ? AND attempts = ? AND state = 'running'`,
);

interface Leaving {
  id: number;
  worker: string;
  attempt: number;
  state: "ready" | "scheduled" | "failed" | "cancelled";
  runAt: number | null;
  uncounted: 0 | 1;
  snoozes: 0 | 1;
  error: string | null;
  nowMs: number;
}

// `finished_at` of a waiting job is when its last attempt ended: `clock.ts` needs it.
const leave = statement<[Leaving], { state: Leaving["state"]; startedAt: number }>(
  `UPDATE jobs SET
     state = CASE WHEN cancel_asked = 1 AND @state IN ('ready','scheduled') THEN 'cancelled' ELSE @state END,
     run_at = coalesce(@runAt, run_at),
     attempts = attempts - @uncounted,
     snoozes = snoozes + @snoozes,
     last_error = coalesce(@error, last_error),
     worker = NULL, cancel_asked = 0, finished_at = @nowMs
   WHERE id = @id AND worker = @worker AND attempts = @attempt AND state = 'running'
   RETURNING state, started_at AS startedAt`,
);

/**
 * Writes how a run ended, if the job is still its own, and returns how it really ended: `lost` if it was not,
 * `cancelled` if a person asked for that before it could be queued again. For a transaction of the caller's.
 * @throws what `save` of a `done` ending throws; then neither its rows nor `done` are written.
 */
export function settleAttempt(db: Db, job: ClaimedJob, ending: AttemptEnding, nowMs: number): AttemptEnding {
  if (ending.outcome === "lost") return ending;
  if (ending.outcome !== "done") return leaveRunning(db, job, ending, nowMs);
  const isOurs = ending.save ? finishWith(db, job, ending.save, nowMs) : markDone(db, job, nowMs);
  return isOurs ? ending : lost(job);
}

function markDone(db: Db, job: ClaimedJob, nowMs: number): boolean {
  return finish(db).run(nowMs, job.id, job.worker, job.attempt).changes === 1;
}

function finishWith(db: Db, job: ClaimedJob, save: () => void, nowMs: number): boolean {
  let isOurs = false;
  const both = db.$client.transaction(() => {
    isOurs = markDone(db, job, nowMs);
    return isOurs ? save() : undefined; // returned, so that better-sqlite3 refuses a promise
  });
  both();
  return isOurs;
}

type Unfinished = Exclude<AttemptEnding, { outcome: "done" | "lost" }>;

function leaveRunning(db: Db, job: ClaimedJob, ending: Unfinished, nowMs: number): AttemptEnding {
  const { id, worker, attempt } = job;
  const left = leave(db).get({ id, worker, attempt, nowMs, ...rowAfter(ending, nowMs) });
  if (!left) return lost(job);
  const isCancelled = left.state === "cancelled" && ending.outcome !== "cancelled";
  const actual: Unfinished = isCancelled
    ? { outcome: "cancelled", reason: new CancelAskedError().message }
    : ending;
  recordAttempt(db, { id, attempt, startedAt: left.startedAt }, { ...actual, nowMs });
  return actual;
}

/** What the row says afterwards. A stopping worker hands jobs back without counting the attempt. */
function rowAfter(
  ending: Unfinished,
  nowMs: number,
): Pick<Leaving, "state" | "runAt" | "uncounted" | "snoozes" | "error"> {
  switch (ending.outcome) {
    case "retried":
      return { ...waiting(ending.runAt, nowMs), uncounted: 0, snoozes: 0, error: ending.reason };
    case "snoozed":
      return { ...waiting(ending.runAt, nowMs), uncounted: 1, snoozes: 1, error: waitWords(ending) };
    case "returned":
      return { ...waiting(ending.runAt, nowMs), uncounted: 1, snoozes: 0, error: null };
    case "failed": {
      const uncounted = ending.isRefused ? 1 : 0;
      return { state: "failed", runAt: null, uncounted, snoozes: 0, error: ending.reason };
    }
    case "cancelled":
      return { state: "cancelled", runAt: null, uncounted: 0, snoozes: 0, error: ending.reason };
  }
}

/** Why a job waits for a source is told in every list, as a failure is; a mere "later" is not. */
const waitWords = ({ waitsFor, reason }: { waitsFor?: string | undefined; reason: string }): string | null =>
  waitsFor === undefined ? null : reason;

function waiting(runAt: number, nowMs: number): { state: "ready" | "scheduled"; runAt: number } {
  return { state: runAt > nowMs ? "scheduled" : "ready", runAt };
}

function lost(job: ClaimedJob): AttemptEnding {
  return { outcome: "lost", reason: new LostJobError(job.id).message };
}
