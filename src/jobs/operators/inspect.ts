import type { Db } from "../../db/connection.ts";
import { jobStates, type JobState } from "../../db/job-states.ts";
import { jobAttempts, jobs, workers } from "../../db/schema/jobs.ts";
import { rowsBy, rowsWhere } from "../../db/rows.ts";
import { statement, type PlanExcuses, type Prepared } from "../../db/statement.ts";
import { livenessOf, type Liveness } from "../locks/identity.ts";

/** What people ask about jobs. Needs no payload schemas, so that these commands start fast. */

type Row = typeof jobs.$inferSelect;
/** `finishedAt` of a waiting job is when its last attempt ended. */
export type Job = Omit<Row, "payload"> & { payload: unknown };
export type JobAttempt = typeof jobAttempts.$inferSelect;

export interface JobFilter {
  state?: JobState;
  queue?: string | undefined;
  kind?: string | undefined;
  limit: number;
}

/** States that partial indexes hold: their rows are found without walking the history. */
export const liveAndFailed = ["ready", "running", "scheduled", "failed"] as const satisfies JobState[];

const selectJobs = (condition: string, order: string, excuses: PlanExcuses) =>
  rowsWhere<typeof jobs, [{ queue: string | null; kind: string | null; limit: number }]>(
    jobs,
    `${condition} AND (@queue IS NULL OR queue = @queue) AND (@kind IS NULL OR kind = @kind)`,
    { rest: `ORDER BY ${order} LIMIT @limit`, ...excuses },
  );
const live = { scans: "the partial index holds what is live or failed", sorts: "what is live or failed" };
const walked = { scans: "newest first, until there are enough" };
/** States as literals: a bound one would hide from SQLite that a partial index fits, and `+id` that none is needed. */
const jobsIn = Object.fromEntries(
  jobStates.map((state) => [
    state,
    isIndexed(state)
      ? selectJobs(`state = '${state}'`, "+id DESC", live)
      : selectJobs(`state = '${state}'`, "id DESC", walked),
  ]),
) as Partial<Record<JobState, ReturnType<typeof selectJobs>>>;
const allJobs = selectJobs("true", "id DESC", walked);
const jobById = rowsBy(jobs, ["id"]);
const attemptsOf = rowsBy(jobAttempts, ["jobId"], {
  rest: "ORDER BY ended_at",
  sorts: "the attempts of one job",
});

/** The newest first. */
export function listJobs(db: Db, { state, queue, kind, limit }: JobFilter): Job[] {
  const query = state === undefined ? allJobs : jobsIn[state];
  if (!query) throw new Error(`no such state: ${String(state)}`);
  return query.all(db, { queue: queue ?? null, kind: kind ?? null, limit }).map(toJob);
}

export function getJob(db: Db, id: number): (Job & { attempted: JobAttempt[] }) | undefined {
  const row = jobById.get(db, id);
  return row && { ...toJob(row), attempted: attemptsOf.all(db, id) };
}

export interface JobCount {
  queue: string;
  state: JobState;
  count: number;
}

const countsIn = Object.fromEntries(
  liveAndFailed.map((state) => [
    state,
    statement<[], JobCount>(
      `SELECT queue, '${state}' AS state, count(*) AS count FROM jobs INDEXED BY jobs_${state}
       WHERE state = '${state}' GROUP BY queue`,
      { scans: live.scans, sorts: "a few queues" },
    ),
  ]),
) as Record<(typeof liveAndFailed)[number], Prepared<[], JobCount>>;
const countEnded = statement<[], JobCount>(
  `SELECT queue, state, count(*) AS count FROM jobs WHERE state IN ('done','cancelled') GROUP BY queue, state`,
  {
    scans: "once for both, and only when a person asks: an index would cost every job",
    sorts: "a few queues",
  },
);

/**
 * How many jobs each queue holds in each state. The states that matter are counted in their indexes; `done`
 * and `cancelled` cost one walk through the whole table, so they are counted only when named.
 */
export function countJobs(db: Db, states: readonly JobState[] = liveAndFailed): JobCount[] {
  const ended = states.some((state) => !isIndexed(state)) ? countEnded(db).all() : [];
  return states.flatMap((state) =>
    isIndexed(state) ? countsIn[state](db).all() : ended.filter((each) => each.state === state),
  );
}

export type WorkerRow = typeof workers.$inferSelect & { liveness: Liveness; running: number };

const allWorkers = rowsWhere<typeof workers, []>(workers, "true", {
  rest: "ORDER BY started_at",
  sorts: "a few processes",
});
const countRunning = statement<[worker: string], { count: number }>(
  "SELECT count(*) AS count FROM jobs INDEXED BY jobs_running WHERE state = 'running' AND worker = ?",
  { scans: "the partial index holds what runs, and nothing else" },
);

export function listWorkers(db: Db): WorkerRow[] {
  return allWorkers.all(db).map((row) => {
    const running = countRunning(db).get(row.id)!.count;
    return { ...row, running, liveness: livenessOf(row) };
  });
}

function isIndexed(state: JobState): state is (typeof liveAndFailed)[number] {
  return (liveAndFailed as readonly JobState[]).includes(state);
}

function toJob({ payload, ...row }: Row): Job {
  return { ...row, payload: JSON.parse(payload) };
}
