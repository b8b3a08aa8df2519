import { isBusy } from "../../db/faults.ts";
import { retryWhileBusy } from "../../db/transact.ts";
import { InterruptedError } from "../../errors.ts";
import type { AttemptEnding } from "./endings.ts";
import { countJobs } from "../operators/inspect.ts";
import { concurrencyLimits } from "./concurrency-limits.ts";
import { quietSince } from "../operators/pause.ts";
import { signOff } from "../maintenance/heartbeat.ts";
import { settleAttempt } from "./settle.ts";
import { type JobTroubles } from "./tally.ts";
import { goRound, restMs } from "./round.ts";
import { beginShift, type Shift, type WorkerOptions } from "./shift.ts";

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
