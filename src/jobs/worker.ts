import { randomBytes } from "node:crypto";
import type { Db } from "../db/open.ts";
import { whenFree } from "../db/transact.ts";
import { InterruptedError, UserError } from "../errors.ts";
import type { Events } from "../events.ts";
import { hasReady } from "./claim.ts";
import type { Ending } from "./endings.ts";
import { countJobs } from "./inspect.ts";
import { signOff } from "./presence.ts";
import { isQueueName, isSerial, queueNames, queues, type QueueName } from "./queues.ts";
import { createRuns, type Runs } from "./runs.ts";
import type { Tasks } from "./task.ts";
import { finishAndClaim, lookAhead, type Ended, type Turn, type TurnResult } from "./turn.ts";
import { createUpkeep, type Upkeep } from "./upkeep.ts";
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
  /** ms UTC. */
  now?: () => number;
  random?: () => number;
}

export interface Worker {
  /** Works until drained or stopped. @throws what the database throws, with its jobs left to be recovered. */
  run(): Promise<WorkerSummary>;
}

export type WorkerSummary = Record<Ending["outcome"], number> & {
  durationMs: number;
  /** What is left in this worker's queues; `running` jobs run in other workers. */
  remaining: { ready: number; scheduled: number; running: number; failed: number };
  /** When the next scheduled job is due (ms UTC). */
  nextRunAt: number | undefined;
};

/** After their signals were aborted, tasks have so long to end in order. */
const windUpMs = 1_000;
/** While turn follows turn, everything else is looked after this often. */
const upkeepMs = 250;

interface Shift extends WorkerOptions {
  id: string;
  now: () => number;
  /** How many jobs of each queue run here at once. */
  places: readonly { queue: QueueName; concurrency: number }[];
  runs: Runs;
  wake: Wake;
  upkeep: Upkeep;
  upkeepAt: number;
  /** One turn as one IMMEDIATE transaction. */
  commitTurn: (turn: Turn) => TurnResult;
  /** As of the last turn, or the last look (ms UTC). */
  nextRunAt: number | undefined;
  /** When running jobs are asked to end, on the monotonic clock; set once the worker is to stop. */
  abortAt: number | undefined;
  counts: Record<Ending["outcome"], number>;
}

/** @throws UserError naming a queue that is not known. */
export function createWorker(options: WorkerOptions): Worker {
  const places = placesOf(options);
  return { run: () => work(beginShift(options, places)) };
}

function placesOf({ queues: names = queueNames, concurrency }: WorkerOptions): Shift["places"] {
  return [...new Set(names)].map((queue) => {
    if (!isQueueName(queue)) {
      throw new UserError(`there is no queue "${queue}"`, { hint: `there are: ${queueNames.join(", ")}` });
    }
    return { queue, concurrency: isSerial(queue) ? 1 : (concurrency ?? queues[queue].concurrency) };
  });
}

function beginShift(options: WorkerOptions, places: Shift["places"]): Shift {
  const { db, tasks, events, signal, now = Date.now, random = Math.random } = options;
  const id = randomBytes(9).toString("base64url"); // new at every start: no other can pass for this one
  const wake = createWake(db);
  const isStopping = (): boolean => signal.aborted;
  const runs = createRuns({ db, tasks, now, random, isStopping, onEnd: wake.nudge });
  const upkeep = createUpkeep({
    ...{ db, worker: id, runs, now },
    onRecovered: ({ state, ...job }) => {
      if (state !== "cancelled") events.emit("job-recovered", { ...job, state });
    },
  });
  const counts = { done: 0, failed: 0, retried: 0, cancelled: 0, snoozed: 0, returned: 0, lost: 0 };
  const inTransaction = db.$client.transaction((turn: Turn) => finishAndClaim(db, turn));
  return {
    ...{ ...options, id, now, places, runs, wake, upkeep, counts, upkeepAt: 0, abortAt: undefined },
    ...{ commitTurn: (turn) => inTransaction.immediate(turn), nextRunAt: undefined },
  };
}

async function work(shift: Shift): Promise<WorkerSummary> {
  const { db, signal, wake } = shift;
  const startedAt = performance.now();
  signal.addEventListener("abort", wake.nudge);
  try {
    await shift.upkeep.start();
    while (!(await goRound(shift))) await wake.sleep(() => restMs(shift));
    await whenFree(() => signOff(db, shift.id));
  } catch (fault) {
    giveUp(shift);
    throw fault;
  } finally {
    wake.close();
    signal.removeEventListener("abort", wake.nudge);
  }
  return summarise(shift, performance.now() - startedAt);
}

/** One round of the loop; true when it was the last. */
async function goRound(shift: Shift): Promise<boolean> {
  const { upkeep, wake, runs, signal } = shift;
  if (wake.takeNews() || performance.now() >= shift.upkeepAt) {
    await upkeep.run();
    shift.upkeepAt = performance.now() + upkeepMs;
  }
  if (signal.aborted) pursueStop(shift);
  await takeTurn(shift);
  if (runs.active().length > 0 || runs.ended().length > 0) return false;
  return signal.aborted || (shift.drain === true && (await whenFree(() => isDrained(shift))));
}

function pursueStop(shift: Shift): void {
  const at = performance.now();
  shift.abortAt ??= at + (shift.stopGraceMs ?? 10_000);
  if (at >= shift.abortAt + windUpMs) shift.runs.abandon();
  else if (at >= shift.abortAt) shift.runs.abort(new InterruptedError("the worker is stopping"));
}

async function takeTurn(shift: Shift): Promise<void> {
  const { db, runs, events } = shift;
  const turn = turnOf(shift);
  if (turn.ended.length === 0) {
    const ahead = await whenFree(() => lookAhead(db, turn));
    shift.nextRunAt = ahead.nextRunAt;
    if (!ahead.isTurnDue) return;
  }
  const { settled, claimed, nextRunAt } = await whenFree(() => shift.commitTurn(turn));
  shift.nextRunAt = nextRunAt;
  runs.written(settled.length);
  for (const each of settled) announce(shift, each);
  for (const job of claimed) {
    const { id, kind, queue, attempt } = job;
    events.emit("job-started", { id, kind, queue, attempt });
    runs.start(job);
  }
}

function turnOf({ id, now, runs, places, signal }: Shift): Turn {
  const active = runs.active();
  const isClosed = signal.aborted || active.some((job) => job.crashes > 0); // such a job runs alone
  const slots = isClosed
    ? []
    : places
        .map(({ queue, concurrency }) => ({ queue, free: concurrency - runs.countIn(queue) }))
        .filter((slot) => slot.free > 0);
  return {
    ...{ worker: id, nowMs: now(), ended: runs.ended(), slots },
    isAlone: active.length === 0,
    endingOfFault: runs.endingOfFault,
  };
}

function announce({ events, counts }: Shift, { job, ending, durationMs }: Ended): void {
  const { outcome } = ending;
  counts[outcome]++;
  const detail = outcome === "done" ? ending.detail : ending.reason;
  events.emit("job-finished", {
    ...{ id: job.id, kind: job.kind, queue: job.queue, outcome, durationMs },
    ...(detail !== undefined && { detail }),
    ...("runAt" in ending && outcome !== "returned" && { runAt: ending.runAt }),
  });
}

/** How long the worker may sleep if nothing wakes it. */
function restMs({ nextRunAt, now, upkeep, abortAt }: Shift): number {
  const untilAlarm = nextRunAt === undefined ? Infinity : nextRunAt - now();
  const sinceAbort = abortAt === undefined ? -Infinity : performance.now() - abortAt;
  const untilStop = abortAt === undefined ? Infinity : sinceAbort < 0 ? -sinceAbort : windUpMs - sinceAbort;
  return Math.max(0, Math.min(upkeep.restMs(), untilAlarm, untilStop));
}

/** Nothing waits that could run now, or once a serial queue is free again. */
function isDrained({ db, nextRunAt, now, places }: Shift): boolean {
  const isDue = nextRunAt !== undefined && nextRunAt <= now();
  return !isDue && !places.some(({ queue }) => hasReady(db, queue));
}

/** After a fault: hands back what can be handed back. What cannot is recovered once this process is gone. */
function giveUp(shift: Shift): void {
  shift.runs.abort(new InterruptedError("the worker failed"));
  shift.runs.abandon();
  const leave = shift.db.$client.transaction(() => {
    finishAndClaim(shift.db, { ...turnOf(shift), slots: [] });
    signOff(shift.db, shift.id);
  });
  try {
    leave.immediate();
  } catch {
    // the fault itself is what matters
  }
}

async function summarise(shift: Shift, durationMs: number): Promise<WorkerSummary> {
  const { db, counts, places, nextRunAt } = shift;
  const remaining = { ready: 0, scheduled: 0, running: 0, failed: 0 };
  for (const { queue, state, count } of await whenFree(() => countJobs(db))) {
    if (state in remaining && places.some((place) => place.queue === queue)) {
      remaining[state as keyof typeof remaining] += count;
    }
  }
  return { ...counts, durationMs, remaining, nextRunAt };
}
