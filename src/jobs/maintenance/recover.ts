import type { Db } from "../../db/connection.ts";
import { transact, retryWhileBusy } from "../../db/transact.ts";
import { livenessOf, wasRestarted, type Identity } from "../locks/identity.ts";
import { heartbeatSilenceMs, signOff } from "./heartbeat.ts";
import { recordAttempt } from "../queue/attempts.ts";
import { statement } from "../../db/statement.ts";
import { countsSince, verdictOn, type Death } from "./verdict.ts";

export interface RecoveredJob {
  id: number;
  kind: string;
  queue: string;
  state: "ready" | "failed" | "cancelled";
}

interface OtherWorker extends Identity {
  id: string;
  beatAt: number;
  stoppingAt: number | null;
}

const selectOthers = statement<[own: string], OtherWorker>(
  `SELECT id, host, boot_id AS bootId, pid, pid_start AS pidStart, beat_at AS beatAt,
          stopping_at AS stoppingAt
   FROM workers WHERE id <> ?`,
);

const selectForeign = statement<[own: string], { found: 1 }>(
  `SELECT 1 AS found FROM jobs INDEXED BY jobs_running WHERE state = 'running' AND worker IS NOT ? LIMIT 1`,
  { scans: "the partial index holds what runs, and nothing else" },
);

// A copied or mended library can hold running jobs whose worker has no row: nobody will ever finish them.
const selectOrphans = statement<[own: string], { id: string | null }>(
  `SELECT DISTINCT worker AS id FROM jobs INDEXED BY jobs_running
   WHERE state = 'running' AND worker IS NOT ?
     AND NOT EXISTS (SELECT 1 FROM workers WHERE workers.id = jobs.worker)`,
  { scans: "the partial index holds what runs, and nothing else", sorts: "a few workers" },
);

interface RunningRow {
  id: number;
  kind: string;
  queue: string;
  attempt: number;
  maxAttempts: number;
  crashes: number;
  cancelAsked: number;
  hasSaved: number;
  startedAt: number | null;
  retriedAt: number | null;
}

const selectRunning = statement<[worker: string | null], RunningRow>(
  `SELECT id, kind, queue, attempts AS attempt, max_attempts AS maxAttempts, crashes,
          cancel_asked AS cancelAsked, has_saved AS hasSaved, started_at AS startedAt, retried_at AS retriedAt
   FROM jobs INDEXED BY jobs_running WHERE state = 'running' AND worker IS ?`,
  { scans: "the partial index holds what runs, and nothing else" },
);

const countBlamed = statement<[id: number, since: number], { count: number }>(
  "SELECT count(*) AS count FROM job_attempts WHERE job_id = ? AND outcome = 'crashed' AND ended_at > ?",
);

interface TakenBack {
  id: number;
  state: RecoveredJob["state"];
  nowMs: number;
  isCrash: 0 | 1;
  error: string | null;
}

const takeBack = statement<[TakenBack]>(
  `UPDATE jobs SET state = @state, crashes = crashes + @isCrash, attempts = attempts - 1 + @isCrash, worker = NULL,
                   cancel_asked = 0, finished_at = @nowMs, last_error = coalesce(@error, last_error)
   WHERE id = @id`,
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
 * Crash recovery. Who is dead is decided by the identity of its process, never by how long a job takes: a long job is not
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
    if (known?.beatAt === other.beatAt) return monotonicNow() - known.seenAt >= heartbeatSilenceMs;
    beats.set(other.id, { beatAt: other.beatAt, seenAt: monotonicNow() });
    return false;
  };

  return {
    async sweep() {
      const dead = await retryWhileBusy(() => [
        ...selectOthers(db).all(worker).filter(isDead),
        ...selectOrphans(db).all(worker),
      ]);
      return dead.length === 0 ? [] : transact(db, () => takeJobsOf(db, dead, now()));
    },
    startOver: () => beats.clear(),
  };
}

/** Of workers without a row nothing is known: they are no witnesses against a job. */
type DeadWorker = OtherWorker | { id: string | null };

/** Those who were found dead together died of the same, as far as anybody knows. */
function takeJobsOf(db: Db, dead: DeadWorker[], nowMs: number): RecoveredJob[] {
  const found = dead.map((owner) => ({ owner, jobs: selectRunning(db).all(owner.id) }));
  const running = found.reduce((sum, { jobs }) => sum + jobs.length, 0);
  return found.flatMap(({ owner, jobs }) => {
    const death = { ...excuseOf(owner), wasAlone: running === 1 && "pid" in owner };
    const taken = jobs.map((job) => takeJob(db, job, death, nowMs));
    if (owner.id !== null) signOff(db, owner.id);
    return taken;
  });
}

function excuseOf(owner: DeadWorker): Pick<Death, "excuse"> {
  if (!("pid" in owner)) return {};
  if (owner.stoppingAt !== null) return { excuse: "it was told to stop" };
  return wasRestarted(owner) ? { excuse: "the machine was restarted" } : {};
}

function takeJob(db: Db, job: RunningRow, death: Death, nowMs: number): RecoveredJob {
  const blamedBefore = countBlamed(db).get(job.id, countsSince(job.retriedAt, nowMs))!.count;
  const { state, outcome, says } = verdictOn(job, death, blamedBefore);
  const isCrash = outcome === "returned" ? 0 : 1;
  takeBack(db).run({ id: job.id, state, nowMs, isCrash, error: isCrash ? says : null });
  recordAttempt(db, job, { outcome, reason: says, nowMs });
  return { id: job.id, kind: job.kind, queue: job.queue, state };
}
