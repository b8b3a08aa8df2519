import { and, asc, eq, sql, type SQL } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { jobAttempts, jobs, jobStates, workers, type JobState } from "../db/schema/jobs.ts";
import { livenessOf, type Liveness } from "./identity.ts";

/** What people ask about jobs. Needs no payload schemas, so that these commands start fast. */

type Row = typeof jobs.$inferSelect;
/** `finishedAt` of a waiting job is when its last attempt ended. */
export type Job = Omit<Row, "payload"> & { payload: unknown };
export type JobAttempt = typeof jobAttempts.$inferSelect;

export interface JobFilter {
  state?: JobState;
  queue?: string;
  kind?: string;
  limit: number;
}

/** The newest first. */
export function listJobs(db: Db, { state, queue, kind, limit }: JobFilter): Job[] {
  return db
    .select()
    .from(jobs)
    .where(
      and(
        state && stateIs(state),
        queue === undefined ? undefined : eq(jobs.queue, queue),
        kind === undefined ? undefined : eq(jobs.kind, kind),
      ),
    )
    .orderBy(state && isIndexed(state) ? sql`+${jobs.id} DESC` : sql`${jobs.id} DESC`)
    .limit(limit)
    .all()
    .map(toJob);
}

export function getJob(db: Db, id: number): (Job & { attempted: JobAttempt[] }) | undefined {
  const row = db.select().from(jobs).where(eq(jobs.id, id)).get();
  const attempted = db
    .select()
    .from(jobAttempts)
    .where(eq(jobAttempts.jobId, id))
    .orderBy(asc(jobAttempts.endedAt))
    .all();
  return row && { ...toJob(row), attempted };
}

export interface JobCount {
  queue: string;
  state: JobState;
  count: number;
}

/** States that partial indexes hold: their rows are found without walking the history. */
export const liveAndFailed = ["ready", "running", "scheduled", "failed"] as const satisfies JobState[];

/**
 * How many jobs each queue holds in each state. The states that matter are counted in their indexes; `done`
 * and `cancelled` cost a walk through the whole table, so they are counted only when named.
 */
export function countJobs(db: Db, states: readonly JobState[] = liveAndFailed): JobCount[] {
  return states.flatMap((state) =>
    db
      .select({ queue: jobs.queue, count: sql<number>`count(*)` })
      .from(jobs)
      .where(stateIs(state))
      .groupBy(jobs.queue)
      .all()
      .map((row) => ({ ...row, state })),
  );
}

export type WorkerRow = typeof workers.$inferSelect & { liveness: Liveness; running: number };

export function listWorkers(db: Db): WorkerRow[] {
  const running = sql<number>`(SELECT count(*) FROM jobs WHERE jobs.state = 'running' AND jobs.worker = workers.id)`;
  return db
    .select({ row: workers, running })
    .from(workers)
    .orderBy(asc(workers.startedAt))
    .all()
    .map(({ row, running }) => ({ ...row, running, liveness: livenessOf(row) }));
}

/** As a literal: a bound state would hide from SQLite that a partial index fits. */
function stateIs(state: JobState): SQL {
  if (!jobStates.includes(state)) throw new Error(`no such state: ${String(state)}`);
  return sql.raw(`"jobs"."state" = '${state}'`);
}

function isIndexed(state: JobState): boolean {
  return liveAndFailed.some((each) => each === state);
}

function toJob({ payload, ...row }: Row): Job {
  return { ...row, payload: JSON.parse(payload) };
}
