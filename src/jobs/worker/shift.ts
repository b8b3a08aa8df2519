import { randomBytes } from "node:crypto";
import type { Db } from "../../db/connection.ts";
import type { Events } from "../../events.ts";
import { type ConcurrencyLimit } from "./concurrency-limits.ts";
import { createRuns, type Runs } from "./runs.ts";
import { createTally, type JobTally } from "./tally.ts";
import { createStop, defaultGraceMs, type Stop } from "./stop.ts";
import type { Tasks } from "../queue/task.ts";
import { finishAndClaim, type Turn, type TurnResult } from "./turn.ts";
import { createMaintenance, type Maintenance } from "../maintenance/maintenance.ts";
import { createWake, type Wake } from "./wake.ts";

export interface WorkerOptions {
  /** Opened with a `busyTimeoutMs` of a few ms: the worker waits for locks without blocking its jobs. */
  db: Db;
  tasks: Tasks;
  events: Events;
  /** All queues when absent. */
  queues?: readonly string[];
  /** Jobs at once for each queue that is not serial. */
  concurrency?: number;
  /** Ends when nothing is left that could run now. */
  drain?: boolean;
  /** Aborting it stops the worker: running jobs get `stopGraceMs` to finish, then are handed back. */
  signal: AbortSignal;
  stopGraceMs?: number;
  /** Maintenance: short transactions of their own, each called between turns; they know themselves when they are due. */
  chores?: readonly (() => void)[];
  /** ms UTC. */
  now?: () => number;
  random?: () => number;
}

/** The state of one run of a worker, from its start to its summary. */
export interface Shift extends WorkerOptions {
  id: string;
  now: () => number;
  limits: readonly ConcurrencyLimit[];
  runs: Runs;
  wake: Wake;
  maintenance: Maintenance;
  stop: Stop;
  upkeepAt: number;
  /** What the worker's row is still to say. */
  unsaid: { stopping?: true; quietAt?: number | null };
  /** One turn as one IMMEDIATE transaction. */
  commitTurn: (turn: Turn) => TurnResult;
  /** As of the last turn, or the last look (ms UTC). */
  nextRunAt: number | undefined;
  tally: JobTally;
  pausedAt: number | undefined;
}

export function beginShift(options: WorkerOptions, limits: ConcurrencyLimit[]): Shift {
  const { db, tasks, events, signal, now = Date.now, random = Math.random } = options;
  const id = randomBytes(9).toString("base64url"); // new at every start: no other can pass for this one
  const wake = createWake(db);
  const isStopping = (): boolean => signal.aborted;
  const runs = createRuns({ db, tasks, now, random, isStopping, onEnd: wake.nudge });
  const tally = createTally();
  const maintenance = createMaintenance({
    db,
    worker: id,
    runs,
    now,
    onRecovered: ({ state, ...job }) => {
      if (state === "failed") tally.giveUp(job.id);
      if (state !== "cancelled") events.emit("job-recovered", { ...job, state });
    },
  });
  const stop = createStop(signal, runs, options.stopGraceMs ?? defaultGraceMs());
  const inTransaction = db.$client.transaction((turn: Turn) => finishAndClaim(db, turn));
  return {
    ...options,
    id,
    now,
    limits,
    runs,
    wake,
    maintenance,
    stop,
    tally,
    upkeepAt: 0,
    unsaid: {},
    commitTurn: (turn) => inTransaction.immediate(turn),
    nextRunAt: undefined,
    pausedAt: undefined,
  };
}
