import type { Db } from "../db/connection.ts";
import { entryBehind } from "../db/on-behalf.ts";
import type { JobState } from "../db/job-states.ts";
import { defaultMaxAttempts, parsePayload, ruleOf, type JobKind, type PayloadOf } from "./kinds.ts";
import { statement } from "../db/statement.ts";
import { notifyWorkers } from "./wake.ts";

/** What there is to do. The queue and the number of attempts are settled by the kind. */
export type NewJob = { [K in JobKind]: NewJobOf<K> }[JobKind];

interface NewJobOf<K extends JobKind> {
  kind: K;
  payload: PayloadOf<K>;
  /** Idempotency key. While a job with this key waits or runs, no second one is queued. */
  uniqueKey?: string;
  /** Smaller first; 0 when absent. */
  priority?: number;
  /** ms UTC; not before then. */
  runAt?: number;
}

export interface QueuedJob {
  id: number;
  kind: string;
  queue: string;
  state: JobState;
  /** False if a live job had the same unique key: this is that one. */
  created: boolean;
}

type JobValues = readonly [
  queue: string,
  kind: string,
  payload: string,
  state: "ready" | "scheduled",
  priority: number,
  runAt: number,
  maxAttempts: number,
  uniqueKey: string | null,
  entryId: number | null,
  createdAt: number,
];

const columns =
  "queue, kind, payload, state, priority, run_at, max_attempts, unique_key, entry_id, created_at" as const;
const unlessLive = `ON CONFLICT (unique_key)
  WHERE unique_key IS NOT NULL AND state IN ('scheduled','ready','running') DO NOTHING`;

const insertJob = statement<[...JobValues]>(
  `INSERT INTO jobs (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ${unlessLive}`,
);

const insertJobs = statement<[json: string]>(
  `INSERT INTO jobs (${columns})
   SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
          value ->> 7, value ->> 8, value ->> 9
   FROM json_each(?) WHERE true ${unlessLive}`,
);

const findLiveJob = statement<[uniqueKey: string], Omit<QueuedJob, "created">>(
  `SELECT id, kind, queue, state FROM jobs
   WHERE unique_key = ? AND state IN ('scheduled','ready','running')`,
);

const selectPayload = statement<[id: number], { payload: string }>("SELECT payload FROM jobs WHERE id = ?");
const updatePayload = statement<[payload: string, id: number]>(
  "UPDATE jobs SET payload = ? WHERE id = ? AND state IN ('scheduled','ready')",
);

const findLastEnded = statement<[uniqueKey: string], { id: number; state: JobState }>(
  `SELECT id, state FROM jobs
   WHERE unique_key = ? AND state IN ('done','failed','cancelled') ORDER BY id DESC LIMIT 1`,
);

/** How the newest job with this key stands: one that waits or runs, or one that has ended. */
export function stateOfLast(db: Db, uniqueKey: string): JobState | undefined {
  const live = findLive(db, uniqueKey);
  const ended = findLastEnded(db).get(uniqueKey);
  return live && !(ended && ended.id > live.id) ? live.state : ended?.state;
}

/** The job with this key that waits or runs, if there is one. */
export function findLive(db: Db, uniqueKey: string): Omit<QueuedJob, "created"> | undefined {
  return findLiveJob(db).get(uniqueKey);
}

/**
 * Transactional outbox. Queues one job. Synchronous: called inside a transaction it is part of it, so a job commits with the rows
 * that cause it, or not at all.
 * @throws Error if the payload does not fit its kind.
 */
export function enqueue(db: Db, job: NewJob, nowMs: number): QueuedJob {
  for (;;) {
    // Looked for first: it costs no write lock, and no id.
    const known = job.uniqueKey === undefined ? undefined : findLive(db, job.uniqueKey);
    if (known) return { ...known, created: false };
    const values = valuesOf(db, job, nowMs);
    const { changes, lastInsertRowid } = insertJob(db).run(...values);
    if (changes === 1) {
      notifyWorkers(db);
      const [queue, kind, , state] = values;
      return { id: Number(lastInsertRowid), kind, queue, state, created: true };
    }
    // Outside a transaction another process may have queued it in between: then it is looked for again.
  }
}

/**
 * Queues one job with a unique key; if one like it waits already, that one gets this payload.
 * `refused`: it runs already, with another payload. Within a transaction.
 */
export function enqueueOrChange(
  db: Db,
  job: NewJob & { uniqueKey: string },
  nowMs: number,
): QueuedJob & { change: "created" | "same" | "changed" | "refused" } {
  const queued = enqueue(db, job, nowMs);
  if (queued.created) return { ...queued, change: "created" };
  const payload = JSON.stringify(parsePayload(job.kind, job.payload));
  const [known] = selectPayload(db).all(queued.id);
  if (known?.payload === payload) return { ...queued, change: "same" };
  const { changes } = updatePayload(db).run(payload, queued.id);
  return { ...queued, change: changes === 1 ? "changed" : "refused" };
}

/** Queues many jobs at once, a thousand a statement; says how many were new. */
export function enqueueMany(db: Db, jobs: readonly NewJob[], nowMs: number): { created: number } {
  let created = 0;
  for (let from = 0; from < jobs.length; from += 1000) {
    const rows = jobs.slice(from, from + 1000).map((job) => valuesOf(db, job, nowMs));
    created += insertJobs(db).run(JSON.stringify(rows)).changes;
  }
  notifyWorkers(db);
  return { created };
}

function valuesOf(db: Db, job: NewJob, nowMs: number): JobValues {
  const rule = ruleOf(job.kind);
  const payload = JSON.stringify(parsePayload(job.kind, job.payload));
  const runAt = job.runAt ?? nowMs;
  return [
    rule.queue,
    job.kind,
    payload,
    runAt > nowMs ? "scheduled" : "ready",
    job.priority ?? 0,
    runAt,
    rule.maxAttempts ?? defaultMaxAttempts,
    job.uniqueKey ?? null,
    rule.isUpkeep ? null : (entryBehind(db) ?? null),
    nowMs,
  ];
}
