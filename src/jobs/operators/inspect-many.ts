import type { Db } from "../../db/connection.ts";
import { jobStates, type JobState } from "../../db/job-states.ts";
import { statement, type Prepared } from "../../db/statement.ts";
import { liveAndFailed, type JobFilter } from "./inspect.ts";
import { isQueueName } from "../queue/queues.ts";

/** Jobs seen as groups: what they have in common is what a person decides by. */

/** Jobs of one kind and state with the same error. */
export interface ErrorGroup {
  state: JobState;
  kind: string;
  error: string;
  count: number;
  newestId: number;
}

type GroupFilter = { queue: string | null; kind: string | null; limit: number };

const each = {
  scans: "asked for by a person; all but the ended ones by a partial index",
  sorts: "a few groups",
};
const groupsIn = Object.fromEntries(
  jobStates.map((state) => [
    state,
    statement<[GroupFilter], ErrorGroup>(
      `SELECT state, kind, last_error AS error, count(*) AS count, max(id) AS newestId FROM jobs
       WHERE state = '${state}' AND last_error IS NOT NULL
         AND (@queue IS NULL OR queue = @queue) AND (@kind IS NULL OR kind = @kind)
       GROUP BY kind, last_error ORDER BY count DESC, newestId DESC LIMIT @limit`,
      each,
    ),
  ]),
) as Record<JobState, Prepared<[GroupFilter], ErrorGroup>>;

/** The largest group first. Without a state: all that failed, or wait to be tried again. */
export function groupByError(db: Db, filter: JobFilter): ErrorGroup[] {
  const { queue = null, kind = null, limit } = filter;
  const states = filter.state === undefined ? liveAndFailed : [filter.state];
  const groups = states.flatMap((state) => groupsIn[state](db).all({ queue, kind, limit }));
  return groups.sort((a, b) => b.count - a.count || b.newestId - a.newestId).slice(0, limit);
}

/** Jobs that wait, or were given up, and that this program can't do. */
export interface UnknownJobs {
  queue: string;
  kind: string;
  count: number;
}

const kindsIn = liveAndFailed.map((state) =>
  statement<[], UnknownJobs>(
    `SELECT queue, kind, count(*) AS count FROM jobs WHERE state = '${state}' GROUP BY queue, kind`,
    each,
  ),
);

/**
 * Jobs of a newer program in the same library. `kinds` are those that this one knows; asked for as an argument, since the
 * schemas of their payloads take a while to load.
 */
export function countUnknown(db: Db, kinds: readonly string[]): UnknownJobs[] {
  const all = new Map<string, UnknownJobs>();
  for (const select of kindsIn) {
    for (const row of select(db).iterate()) {
      if (isQueueName(row.queue) && kinds.includes(row.kind)) continue;
      const key = JSON.stringify([row.queue, row.kind]);
      all.set(key, { ...row, count: row.count + (all.get(key)?.count ?? 0) });
    }
  }
  return [...all.values()];
}
