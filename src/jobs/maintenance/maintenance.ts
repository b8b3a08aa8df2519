import type { Db } from "../../db/connection.ts";
import { retryWhileBusy } from "../../db/transact.ts";
import { mendSchedule, watchClock } from "./clock.ts";
import { heartbeatMs, sendHeartbeat } from "./heartbeat.ts";
import { createRecovery, hasForeignJobs, type RecoveredJob } from "./recover.ts";
import { statement } from "../../db/statement.ts";
import { CancelAskedError, LostJobError } from "../queue/task.ts";

const sweepMs = 500;
/** Behind the watch on the library: nothing is overlooked for longer. */
const pollMs = 1_000;
/** A loop that has not come round for so long slept with its machine, or was stopped. */
const gapMs = 5_000;

const selectOwn = statement<[worker: string], { id: number; attempt: number; cancelAsked: number }>(
  `SELECT id, attempts AS attempt, cancel_asked AS cancelAsked
   FROM jobs INDEXED BY jobs_running WHERE state = 'running' AND worker = ?`,
  { scans: "the partial index holds what runs, and nothing else" },
);

/** The jobs that this process runs, and how one is told to end. */
interface RunningJobs {
  active(): readonly { id: number; attempt: number }[];
  /** Aborts one job's signal. */
  abort(reason: Error, id: number): void;
}

export interface MaintenanceOptions {
  db: Db;
  worker: string;
  runs: RunningJobs;
  now: () => number;
  onRecovered: (job: RecoveredJob) => void;
}

export interface Maintenance {
  /** Signs the worker on and takes back what dead ones left. */
  start(): Promise<void>;
  /** Does what is due: beats, looks after other workers, a clock that was set, jobs to be cancelled. */
  run(): Promise<void>;
  /** Ms after which it should run again at the latest. */
  restMs(): number;
}

/** Maintenance. What a worker does beside its jobs: heartbeats, recovery of what dead ones left, a clock that was set, cancelling. */
export function createMaintenance({ db, worker, runs, now, onRecovered }: MaintenanceOptions): Maintenance {
  const clockStep = watchClock(now);
  const recovery = createRecovery(db, { worker, now });
  let ranAt = performance.now();
  let beatAt = 0;
  let sweepAt = 0;
  let isForeign = false;

  const signOn = async (at: number): Promise<void> => {
    beatAt = at + heartbeatMs;
    await retryWhileBusy(() => sendHeartbeat(db, worker, now()));
  };
  const sweep = async (at: number): Promise<void> => {
    sweepAt = at + sweepMs;
    const recovered = await recovery.sweep();
    recovered.forEach(onRecovered);
  };

  return {
    async start() {
      await signOn(performance.now());
      await mendSchedule(db, now());
      await sweep(performance.now());
    },
    async run() {
      const at = performance.now();
      if (at - ranAt > gapMs) {
        recovery.startOver();
        beatAt = at;
        sweepAt = at + sweepMs;
      }
      ranAt = at;
      const stepMs = clockStep();
      if (stepMs < 0) await mendSchedule(db, now(), -stepMs);
      if (at >= beatAt) await signOn(at);
      isForeign = await retryWhileBusy(() => hasForeignJobs(db, worker));
      if (isForeign && at >= sweepAt) await sweep(at);
      if (runs.active().length > 0) await retryWhileBusy(() => heedOwnRows(db, worker, runs));
    },
    restMs: () => (isForeign ? sweepMs : pollMs),
  };
}

/** Aborts runs whose row says that they should end: a person cancelled the job, or it is no longer ours. */
function heedOwnRows(db: Db, worker: string, runs: RunningJobs): void {
  const rows = new Map(
    selectOwn(db)
      .all(worker)
      .map((row) => [row.id, row]),
  );
  for (const job of runs.active()) {
    const row = rows.get(job.id);
    if (row?.attempt !== job.attempt) runs.abort(new LostJobError(job.id), job.id);
    else if (row.cancelAsked) runs.abort(new CancelAskedError(), job.id);
  }
}
