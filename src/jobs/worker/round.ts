import { retryWhileBusy } from "../../db/transact.ts";
import { hasReady } from "./claim.ts";
import { freeSlots } from "./concurrency-limits.ts";
import { quietSince } from "../operators/pause.ts";
import { markQuiet, markStopping } from "../maintenance/heartbeat.ts";
import { lookAhead, type Ended, type Turn } from "./turn.ts";
import type { Shift } from "./shift.ts";

/** While turn follows turn, everything else is looked after this often. */
const upkeepMs = 250;

/** Event loop: one round of it; true when it was the last. */
export async function goRound(shift: Shift): Promise<boolean> {
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
export function restMs({ nextRunAt, now, maintenance, stop }: Shift): number {
  const untilAlarm = nextRunAt === undefined ? Infinity : nextRunAt - now();
  return Math.max(0, Math.min(maintenance.restMs(), untilAlarm, stop.untilNext()));
}

/** Nothing waits that could run now, or once a serial queue is free again; or nothing may be claimed. */
function isDrained({ db, id, nextRunAt, now, limits }: Shift): boolean {
  if (quietSince(db, id) !== undefined) return true;
  const isDue = nextRunAt !== undefined && nextRunAt <= now();
  return !isDue && !limits.some(({ queue }) => hasReady(db, queue));
}
