import type { Db } from "../../db/connection.ts";
import { retryWhileBusy } from "../../db/transact.ts";
import type { JobState } from "../../db/job-states.ts";
import { statement } from "../../db/statement.ts";
import { notifyWorkers } from "../queue/notify.ts";

/** Operator actions. What people do to jobs: retry, cancel, prune. Each is one short transaction, and says what became of it. */

const selectJob = statement<[id: number], { state: JobState; uniqueKey: string | null }>(
  "SELECT state, unique_key AS uniqueKey FROM jobs WHERE id = ?",
);

const selectTwin = statement<[uniqueKey: string, id: number], { id: number }>(
  `SELECT id FROM jobs
   WHERE unique_key = ? AND state IN ('scheduled','ready','running') AND id <> ?`,
);

/** What a job is that is given to the workers once more: what it met with before (`retried_at`) counts no longer. */
export const readyAgain =
  "state = 'ready', run_at = @nowMs, retried_at = @nowMs, attempts = 0, crashes = 0, snoozes = 0, cancel_asked = 0";

const makeReady = statement<[{ nowMs: number; id: number }]>(`UPDATE jobs SET ${readyAgain} WHERE id = @id`);

const markCancelled = statement<[nowMs: number, id: number]>(
  "UPDATE jobs SET state = 'cancelled', finished_at = ? WHERE id = ?",
);

const askToCancel = statement<[id: number]>("UPDATE jobs SET cancel_asked = 1 WHERE id = ?");

export type RetryResult =
  /** It waits for a worker, with all its attempts before it. */
  | { outcome: "ready" }
  | { outcome: "missing" }
  /** It need not be retried: it waits already, runs, or is done. */
  | { outcome: "refused"; state: "ready" | "running" | "done" }
  /** Job `id` has the same unique key and is live: it does the same work. */
  | { outcome: "twin"; id: number };

/** Gives a failed, cancelled or scheduled job to the workers now. */
export function retryJob(db: Db, id: number, nowMs: number): RetryResult {
  return change(db, (): RetryResult => {
    const job = selectJob(db).get(id);
    if (!job) return { outcome: "missing" };
    const { state, uniqueKey } = job;
    if (state === "ready" || state === "running" || state === "done") return { outcome: "refused", state };
    const twin = uniqueKey === null ? undefined : selectTwin(db).get(uniqueKey, id);
    if (twin) return { outcome: "twin", id: twin.id };
    makeReady(db).run({ nowMs, id });
    return { outcome: "ready" };
  });
}

/** Which jobs are to be tried again: all of a state, or only those of a kind, or whose error has a text. */
export interface RetryFilter {
  state: "failed" | "cancelled" | "scheduled";
  kind?: string;
  error?: string;
}

// OR IGNORE: of jobs with one unique key only one becomes live, and none beside a twin that is.
const makeManyReady = (state: RetryFilter["state"]) =>
  statement<[{ nowMs: number; kind: string | null; error: string | null }], { id: number; kind: string }>(
    `UPDATE OR IGNORE jobs SET ${readyAgain}
     WHERE state = '${state}' AND (@kind IS NULL OR kind = @kind)
       AND (@error IS NULL OR instr(last_error, @error) > 0)
     RETURNING id, kind`,
    { scans: "once for all, when a person asks" },
  );
const retryAllOf = {
  failed: makeManyReady("failed"),
  cancelled: makeManyReady("cancelled"),
  scheduled: makeManyReady("scheduled"),
};

/** Gives all that the filter names to the workers, in one statement, and says which those are. */
export function retryJobs(db: Db, filter: RetryFilter, nowMs: number): { id: number; kind: string }[] {
  const { state, kind = null, error = null } = filter;
  const retried = retryAllOf[state](db).all({ nowMs, kind, error });
  notifyWorkers(db);
  return retried.sort((a, b) => a.id - b.id);
}

export type CancelResult =
  | { outcome: "cancelled" }
  /** It runs: its worker has been asked to end it. */
  | { outcome: "asked" }
  | { outcome: "missing" }
  | { outcome: "refused"; state: "done" | "failed" | "cancelled" };

export function cancelJob(db: Db, id: number, nowMs: number): CancelResult {
  return change(db, (): CancelResult => {
    const state = selectJob(db).get(id)?.state;
    switch (state) {
      case undefined:
        return { outcome: "missing" };
      case "ready":
      case "scheduled":
        markCancelled(db).run(nowMs, id);
        return { outcome: "cancelled" };
      case "running":
        askToCancel(db).run(id);
        return { outcome: "asked" };
      case "done":
      case "failed":
      case "cancelled":
        return { outcome: "refused", state };
    }
  });
}

function change<T>(db: Db, write: () => T): T {
  const result = db.$client.transaction(write).immediate();
  notifyWorkers(db);
  return result;
}

const batchSize = 1_000;

const selectBatchEnd = statement<[after: number, size: number], { last: number | null }>(
  "SELECT max(id) AS last FROM (SELECT id FROM jobs WHERE id > ? ORDER BY id LIMIT ?)",
);

const deleteEnded = statement<[{ after: number; last: number; endedBefore: number; failed: 0 | 1 }]>(
  `DELETE FROM jobs
   WHERE id > @after AND id <= @last AND finished_at < @endedBefore
     AND (state IN ('done','cancelled') OR (@failed AND state = 'failed'))`,
);

export interface PruneOptions {
  olderThanMs: number;
  nowMs: number;
  /** Failed jobs wait for a person, and go only when asked for. */
  failed?: boolean;
}

/**
 * Deletes jobs that ended long ago, with their attempts; says how many. It walks the ids, since an index on
 * finished jobs would cost every job more than it saves here, and lets others work between its batches.
 */
export async function pruneJobs(db: Db, { olderThanMs, nowMs, failed }: PruneOptions): Promise<number> {
  const endedBefore = nowMs - olderThanMs;
  let pruned = 0;
  for (let after = 0; ;) {
    const last = selectBatchEnd(db).get(after, batchSize)?.last;
    if (last == null) return pruned;
    const batch = { after, last, endedBefore, failed: failed ? 1 : 0 } as const;
    pruned += await retryWhileBusy(() => deleteEnded(db).run(batch).changes);
    after = last;
    await new Promise(setImmediate);
  }
}
