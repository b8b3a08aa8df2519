import { randomBytes } from "node:crypto";
import type { Db } from "../db/connection.ts";
import { isBusy } from "../db/faults.ts";
import { retryWhileBusy } from "../db/transact.ts";
import { InterruptedError } from "../errors.ts";
import type { Events } from "../events.ts";
import { hasReady } from "./claim.ts";
import type { AttemptEnding } from "./endings.ts";
import { countJobs } from "./inspect.ts";
import { freeSlots, concurrencyLimits, type ConcurrencyLimit } from "./concurrency-limits.ts";
import { quietSince } from "./pause.ts";
import { markQuiet, markStopping, signOff } from "./heartbeat.ts";
import { createRuns, type Runs } from "./runs.ts";
import { settleAttempt } from "./settle.ts";
import { createTally, type JobTally, type JobTroubles } from "./tally.ts";
import { createStop, defaultGraceMs, type Stop } from "./stop.ts";
import type { Tasks } from "./task.ts";
import { finishAndClaim, lookAhead, type Ended, type Turn, type TurnResult } from "./turn.ts";
import { createMaintenance, type Maintenance } from "./maintenance.ts";
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

export interface Worker {
  /** Claims nothing from now on (true), or does again (false); what runs goes on. */
  beQuiet(isQuiet: boolean): void;
  /** For a process that ends this instant: its jobs are handed back, uncounted. Nothing else may follow. */
  leaveNow(): void;
  /** Works until drained or stopped. @throws what the database throws, with its jobs left to be recovered. */
  run(): Promise<WorkerSummary>;
}

export type WorkerSummary = Record<AttemptEnding["outcome"], number> & {
  durationMs: number;
  troubles: JobTroubles;
  /** What is left in this worker's queues; `running` jobs run in other workers. */
  remaining: { ready: number; scheduled: number; running: number; failed: number };
  /** When the next scheduled job is due (ms UTC). */
  nextRunAt: number | undefined;
  /** Since when this worker may claim nothing (ms UTC): a person paused it. */
  pausedAt: number | undefined;
};

/** While turn follows turn, everything else is looked after this often. */
const upkeepMs = 250;

interface Shift extends WorkerOptions {
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

/** @throws UserError naming a queue that is not known. */
export function createWorker(options: WorkerOptions): Worker {
  const limits = concurrencyLimits(options);
  let shift: Shift | undefined;
  return {
    run: () => work((shift = beginShift(options, limits))),
    beQuiet(isQuiet) {
      if (!shift) return;
      shift.unsaid.quietAt = isQuiet ? shift.now() : null;
      shift.wake.nudge();
    },
    leaveNow: () => shift && giveUp(shift, "the worker was ended at once"),
  };
}

function beginShift(options: WorkerOptions, limits: ConcurrencyLimit[]): Shift {
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

async function work(shift: Shift): Promise<WorkerSummary> {
  const { db, signal, wake } = shift;
  const startedAt = performance.now();
  const onStop = (): void => {
    shift.unsaid.stopping = true;
    wake.nudge();
  };
  signal.addEventListener("abort", onStop);
  try {
    await shift.maintenance.start();
    while (!(await goRoundWhenFree(shift))) await wake.sleep(() => restMs(shift));
    shift.pausedAt = await retryWhileBusy(() => quietSince(db, shift.id));
    await retryWhileBusy(() => signOff(db, shift.id));
  } catch (fault) {
    giveUp(shift, "the worker failed");
    throw fault;
  } finally {
    wake.close();
    signal.removeEventListener("abort", onStop);
  }
  return summarise(shift, performance.now() - startedAt);
}

/** A lock held for longer than any write of ours ends no worker, and so blames no job; a worker that is to stop can't wait for ever. */
async function goRoundWhenFree(shift: Shift): Promise<boolean> {
  for (;;) {
    try {
      return await goRound(shift);
    } catch (fault) {
      if (!isBusy(fault) || shift.signal.aborted) throw fault;
      shift.events.emit("library-locked", {});
    }
  }
}

/** One round of the loop; true when it was the last. */
async function goRound(shift: Shift): Promise<boolean> {
  const { maintenance, stop, wake, runs, signal } = shift;
  await sayOfItself(shift);
  if (wake.takeNews() || performance.now() >= shift.upkeepAt) {
    await maintenance.run();
    if (!signal.aborted) await doChores(shift);
    shift.upkeepAt = performance.now() + upkeepMs;
  }
  stop.pursue();
  await takeTurn(shift);
  if (runs.active().length > 0 || runs.ended().length > 0) return false;
  return signal.aborted || (shift.drain === true && (await retryWhileBusy(() => isDrained(shift))));
}

/** In none of the transactions that claim. */
async function doChores({ chores = [] }: Shift): Promise<void> {
  for (const chore of chores) await retryWhileBusy(chore);
}

/** Before all else: whoever finds this worker dead should know that it was told to stop. */
async function sayOfItself({ db, id, unsaid, now }: Shift): Promise<void> {
  if (unsaid.stopping) await retryWhileBusy(() => markStopping(db, id, now()));
  delete unsaid.stopping;
  const { quietAt } = unsaid;
  if (quietAt === undefined) return;
  delete unsaid.quietAt;
  await retryWhileBusy(() => markQuiet(db, id, quietAt));
}

async function takeTurn(shift: Shift): Promise<void> {
  const { db, runs, events } = shift;
  const turn = turnOf(shift);
  if (turn.ended.length === 0) {
    const ahead = await retryWhileBusy(() => lookAhead(db, turn));
    shift.nextRunAt = ahead.nextRunAt;
    if (!ahead.isTurnDue) return;
  }
  const { settled, claimed, nextRunAt } = await retryWhileBusy(() => shift.commitTurn(turn));
  shift.nextRunAt = nextRunAt;
  runs.written(settled.length);
  for (const each of settled) announce(shift, each);
  for (const job of claimed) {
    const { id, kind, queue, attempt } = job;
    events.emit("job-started", { id, kind, queue, attempt });
    runs.start(job);
  }
}

function turnOf({ id, now, runs, limits, signal }: Shift): Turn {
  return {
    worker: id,
    nowMs: now(),
    ended: runs.ended(),
    slots: signal.aborted ? [] : freeSlots(limits, runs),
    isAlone: runs.active().length === 0,
    endingOfFault: runs.endingOfFault,
  };
}

function announce({ events, tally }: Shift, { job, ending, durationMs }: Ended): void {
  const { outcome } = ending;
  tally.count(job.id, ending);
  const detail = outcome === "done" ? ending.detail : ending.reason;
  const isLater = outcome === "retried" || outcome === "snoozed";
  events.emit("job-finished", {
    id: job.id,
    kind: job.kind,
    queue: job.queue,
    outcome,
    durationMs,
    ...(detail !== undefined && { detail }),
    ...(isLater && { runAt: ending.runAt }),
  });
}

/** How long the worker may sleep if nothing wakes it. */
function restMs({ nextRunAt, now, maintenance, stop }: Shift): number {
  const untilAlarm = nextRunAt === undefined ? Infinity : nextRunAt - now();
  return Math.max(0, Math.min(maintenance.restMs(), untilAlarm, stop.untilNext()));
}

/** Nothing waits that could run now, or once a serial queue is free again; or nothing may be claimed. */
function isDrained({ db, id, nextRunAt, now, limits }: Shift): boolean {
  if (quietSince(db, id) !== undefined) return true;
  const isDue = nextRunAt !== undefined && nextRunAt <= now();
  return !isDue && !limits.some(({ queue }) => hasReady(db, queue));
}

/** Hands back what can be handed back, at once. What cannot is recovered once this process is gone. */
function giveUp({ db, id, runs, now }: Shift, reason: string): void {
  runs.abort(new InterruptedError(reason));
  runs.abandon(reason);
  const leave = db.$client.transaction(() => {
    const ending = { outcome: "returned", reason, runAt: now() } as const;
    for (const { job } of runs.ended()) settleAttempt(db, job, ending, now());
    signOff(db, id);
  });
  try {
    leave.immediate();
  } catch {
    // the fault itself is what matters
  }
}

async function summarise(shift: Shift, durationMs: number): Promise<WorkerSummary> {
  const { db, tally, limits, nextRunAt, pausedAt } = shift;
  const remaining = { ready: 0, scheduled: 0, running: 0, failed: 0 };
  for (const { queue, state, count } of await retryWhileBusy(() => countJobs(db))) {
    if (state in remaining && limits.some((limit) => limit.queue === queue)) {
      remaining[state as keyof typeof remaining] += count;
    }
  }
  return { ...tally.counts(), troubles: tally.troubles(), durationMs, remaining, nextRunAt, pausedAt };
}
