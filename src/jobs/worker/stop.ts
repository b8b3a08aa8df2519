import { InterruptedError } from "../../errors.ts";
import type { Runs } from "./runs.ts";

/**
 * Grace period. How long running jobs may go on after the signal (ms). The first process of a container is killed 10 s after it
 * (`docker stop`), and then has handed back what it could not finish.
 */
export function defaultGraceMs(pid = process.pid): number {
  return pid === 1 ? 7_000 : 25_000;
}

/** After their signals were aborted, tasks have so long to end in order. */
const windUpMs = 1_000;

/** What a job handed back at a stop says of it, whether its task ended in time or not. */
const stopReason = "the worker is stopping";

/** Graceful shutdown, step by step. */
export interface Stop {
  /** Takes the next step if it is time. */
  pursue(): void;
  /** Ms until the next step; Infinity while nobody wants to stop. */
  untilNext(): number;
}

/**
 * The course of a stop: running jobs have `graceMs` to finish; then their signals are aborted; then whatever
 * still runs is handed back, so that the next worker can begin at once.
 */
export function createStop(signal: AbortSignal, runs: Runs, graceMs: number): Stop {
  let abortAt: number | undefined;
  let abandonAt: number | undefined;
  return {
    pursue() {
      if (!signal.aborted) return;
      const at = performance.now();
      abortAt ??= at + graceMs;
      if (at < abortAt) return;
      // However late this comes on a busy machine: every task hears of the stop before its job is taken from it.
      if (abandonAt !== undefined && at >= abandonAt) return runs.abandon(stopReason);
      abandonAt ??= at + windUpMs;
      runs.abort(new InterruptedError(stopReason));
    },
    untilNext() {
      if (abortAt === undefined) return Infinity;
      return Math.max(0, (abandonAt ?? abortAt) - performance.now());
    },
  };
}
