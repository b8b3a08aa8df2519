import type { Db } from "../../db/connection.ts";
import { entryBehind } from "../../db/on-behalf.ts";
import type { JobState } from "../../db/job-states.ts";
import { defaultMaxAttempts, parsePayload, ruleOf, type JobKind, type PayloadOf } from "./kinds.ts";
import { statement } from "../../db/statement.ts";
import { notifyWorkers } from "./notify.ts";

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

/** What jobs of one kind that are queued together have in common. */
type Common = readonly [
  queue: string,
  kind: string,
  state: "ready" | "scheduled",
  priority: number,
  runAt: number,
  maxAttempts: number,
  entryId: number | null,
  createdAt: number,
];

const columns =
  "queue, kind, state, priority, run_at, max_attempts, entry_id, created_at, payload, unique_key" as const;
const unlessLive = `ON CONFLICT (unique_key)
  WHERE unique_key IS NOT NULL AND state IN ('scheduled','ready','running') DO NOTHING`;

const insertJob = statement<[...Common, payload: string, uniqueKey: string | null]>(
  `INSERT INTO jobs (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ${unlessLive}`,
);

/** Of pairs of a payload and a key, as JSON: the rest is bound once, which takes half as long as a row of values a job. */
const insertJobs = statement<[...Common, pairs: string]>(
  `INSERT INTO jobs (${columns})
   SELECT ?, ?, ?, ?, ?, ?, ?, ?, value ->> 0, value ->> 1 FROM json_each(?) WHERE true ${unlessLive}`,
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
    // Looked for first: it costs no write lock, no id, and no entry of the ledger.
    const known = job.uniqueKey === undefined ? undefined : findLive(db, job.uniqueKey);
    if (known) return { ...known, created: false };
    const common = commonOf(db, job, nowMs);
    const { changes, lastInsertRowid } = insertJob(db).run(...common, payloadOf(job), job.uniqueKey ?? null);
    if (changes === 1) {
      notifyWorkers(db);
      const [queue, kind, state] = common;
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
  const payload = payloadOf(job);
  const [known] = selectPayload(db).all(queued.id);
  if (known?.payload === payload) return { ...queued, change: "same" };
  const { changes } = updatePayload(db).run(payload, queued.id);
  return { ...queued, change: changes === 1 ? "changed" : "refused" };
}

/** Bulk insert: those in a row that are of one kind and due together, a thousand a statement. Says how many were new. */
export function enqueueMany(db: Db, jobs: readonly NewJob[], nowMs: number): { created: number } {
  let created = 0;
  for (let from = 0, to = 0; from < jobs.length; from = to) {
    const first = jobs[from]!;
    while (to < jobs.length && to - from < 1000 && isLike(first, jobs[to]!)) to++;
    const pairs = jobs.slice(from, to).map((job) => [payloadOf(job), job.uniqueKey ?? null]);
    created += insertJobs(db).run(...commonOf(db, first, nowMs), JSON.stringify(pairs)).changes;
  }
  notifyWorkers(db);
  return { created };
}

const isLike = (one: NewJob, other: NewJob): boolean =>
  one.kind === other.kind && one.priority === other.priority && one.runAt === other.runAt;

const payloadOf = ({ kind, payload }: NewJob): string => JSON.stringify(parsePayload(kind, payload));

function commonOf(db: Db, job: NewJob, nowMs: number): Common {
  const rule = ruleOf(job.kind);
  const runAt = job.runAt ?? nowMs;
  return [
    rule.queue,
    job.kind,
    runAt > nowMs ? "scheduled" : "ready",
    job.priority ?? 0,
    runAt,
    rule.maxAttempts ?? defaultMaxAttempts,
    rule.isUpkeep ? null : (entryBehind(db) ?? null),
    nowMs,
  ];
}
