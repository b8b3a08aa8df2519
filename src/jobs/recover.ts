import type { Db } from "../db/open.ts";
import { transact, whenFree } from "../db/transact.ts";
import { livenessOf, type Identity } from "./identity.ts";
import { signOff } from "./presence.ts";
import { recordAttempt } from "./settle.ts";
import { statement } from "../db/statement.ts";

/** A worker that is out of sight (another host or container) is dead when its beat stood still this long. */
const silenceMs = 60_000;
/** A job that was running in so many workers when they died is at fault itself. */
const mostCrashes = 3;

export interface RecoveredJob {
  id: number;
  kind: string;
  queue: string;
  state: "ready" | "failed" | "cancelled";
}

interface OtherWorker extends Identity {
  id: string;
  beatAt: number;
}

const selectOthers = statement<[own: string], OtherWorker>(
  `SELECT id, host, boot_id AS bootId, pid, pid_start AS pidStart, beat_at AS beatAt
   FROM workers WHERE id <> ?`,
);

const selectForeign = statement<[own: string], { found: 1 }>(
  `SELECT 1 AS found FROM jobs INDEXED BY jobs_running WHERE state = 'running' AND worker IS NOT ? LIMIT 1`,
);

// A copied or mended library can hold running jobs whose worker has no row: nobody will ever finish them.
const selectOrphans = statement<[own: string], { id: string | null }>(
  `SELECT DISTINCT worker AS id FROM jobs INDEXED BY jobs_running
   WHERE state = 'running' AND worker IS NOT ?
     AND NOT EXISTS (SELECT 1 FROM workers WHERE workers.id = jobs.worker)`,
);

interface RunningRow {
  id: number;
  kind: string;
  queue: string;
  attempt: number;
  maxAttempts: number;
  crashes: number;
  cancelAsked: number;
  startedAt: number | null;
}

const selectRunning = statement<[worker: string | null], RunningRow>(
  `SELECT id, kind, queue, attempts AS attempt, max_attempts AS maxAttempts, crashes,
          cancel_asked AS cancelAsked, started_at AS startedAt
   FROM jobs INDEXED BY jobs_running WHERE state = 'running' AND worker IS ?`,
);

const takeBack = statement<[state: RecoveredJob["state"], nowMs: number, error: string, id: number]>(
  `UPDATE jobs SET state = ?, crashes = crashes + 1, worker = NULL, cancel_asked = 0, finished_at = ?,
                   last_error = ?
   WHERE id = ?`,
);

/** Whether jobs run, or seem to run, in other workers. */
export function hasForeignJobs(db: Db, worker: string): boolean {
  return selectForeign(db).get(worker) !== undefined;
}

export interface Recovery {
  /** Takes the jobs of dead workers back, and forgets those workers. */
  sweep(): Promise<RecoveredJob[]>;
  /** What was seen of others counts no more: this process slept, and they may have slept too. */
  startOver(): void;
}

/**
 * Who is dead is decided by the identity of its process, never by how long a job takes: a long job is not
 * run twice, and one whose process is gone need not wait.
 */
export function createRecovery(
  db: Db,
  options: { worker: string; now: () => number; monotonicNow?: () => number },
): Recovery {
  const { worker, now, monotonicNow = () => performance.now() } = options;
  const beats = new Map<string, { beatAt: number; seenAt: number }>();

  const isDead = (other: OtherWorker): boolean => {
    const liveness = livenessOf(other);
    if (liveness !== "hidden") return liveness === "dead";
    const known = beats.get(other.id);
    if (known?.beatAt === other.beatAt) return monotonicNow() - known.seenAt >= silenceMs;
    beats.set(other.id, { beatAt: other.beatAt, seenAt: monotonicNow() });
    return false;
  };

  return {
    async sweep() {
      const owners = await whenFree(() => [
        ...selectOthers(db).all(worker).filter(isDead),
        ...selectOrphans(db).all(worker),
      ]);
      if (owners.length === 0) return [];
      return transact(db, () => owners.flatMap(({ id }) => takeJobsOf(db, id, now())));
    },
    startOver: () => beats.clear(),
  };
}

function takeJobsOf(db: Db, owner: string | null, nowMs: number): RecoveredJob[] {
  const taken = selectRunning(db)
    .all(owner)
    .map((job) => takeJob(db, job, nowMs));
  if (owner !== null) signOff(db, owner);
  return taken;
}

function takeJob(db: Db, job: RunningRow, nowMs: number): RecoveredJob {
  const { state, error } = verdictOn(job);
  takeBack(db).run(state, nowMs, error, job.id);
  recordAttempt(db, job, { outcome: "crashed", reason: error, nowMs });
  return { id: job.id, kind: job.kind, queue: job.queue, state };
}

function verdictOn(job: RunningRow): { state: RecoveredJob["state"]; error: string } {
  const crashes = job.crashes + 1;
  const died = "its worker died while it ran";
  if (job.cancelAsked) return { state: "cancelled", error: `${died}, and it was to be cancelled` };
  if (crashes >= mostCrashes) {
    return { state: "failed", error: `${died}, ${crashes} times: it may well be the cause` };
  }
  if (job.attempt >= job.maxAttempts) {
    return { state: "failed", error: `${died} in the last of ${job.maxAttempts} attempts` };
  }
  return { state: "ready", error: `${died} (${crashes} of ${mostCrashes} times)` };
}
