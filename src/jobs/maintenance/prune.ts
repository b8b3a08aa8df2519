import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";

/** Maintenance: done and cancelled jobs are forgotten, a batch a transaction, never within a claim's. */

const batchSize = 1_000;
const roundMs = 10 * 60_000;

const selectKeptFrom = statement<[kept: number], { id: number }>(
  "SELECT id FROM jobs WHERE state IN ('done','cancelled') ORDER BY id DESC LIMIT 1 OFFSET ?",
  {
    scans:
      "once in ten minutes, from the newest down to the last that is kept; an index would cost every job",
  },
);

const selectBatchEnd = statement<[after: number, size: number], { last: number | null }>(
  "SELECT max(id) AS last FROM (SELECT id FROM jobs WHERE id > ? ORDER BY id LIMIT ?)",
);

const deleteOf = statement<[{ after: number; last: number; beyond: number; endedBefore: number }]>(
  `DELETE FROM jobs
   WHERE id > @after AND id <= @last AND state IN ('done','cancelled')
     AND (id <= @beyond OR finished_at < @endedBefore)`,
);

/** One step of a walk through the jobs; its attempts go with a job. */
export type Step = () => void;

/**
 * Returns what deletes a batch of those that are older than `jobsMs` or beyond the newest `jobs`, if a round is under
 * way or due. There is no index on finished jobs (it would cost every job more than it saves here), so it walks the ids.
 */
export function createPruner(
  db: Db,
  keep: { jobsMs: number; jobs: number },
  { now, monotonicNow = () => performance.now() }: { now: () => number; monotonicNow?: () => number },
): Step {
  let dueAt = 0;
  let round: { after: number; beyond: number } | undefined;
  return () => {
    if (!round) {
      if (monotonicNow() < dueAt) return;
      round = { after: 0, beyond: selectKeptFrom(db).get(keep.jobs)?.id ?? 0 };
    }
    const last = selectBatchEnd(db).get(round.after, batchSize)?.last;
    if (last == null) {
      round = undefined;
      dueAt = monotonicNow() + roundMs;
      return;
    }
    deleteOf(db).run({ ...round, last, endedBefore: now() - keep.jobsMs });
    round.after = last;
  };
}
