import { InterruptedError } from "../errors.ts";
import type { Runs } from "./runs.ts";

/**
 * How long running jobs may go on after the signal (ms). The first process of a container is killed 10 s after it
 * (`docker stop`), and then has handed back what it could not finish.
 */
export function defaultGraceMs(pid = process.pid): number {
  return pid === 1 ? 7_000 : 25_000;
}

/** After their signals were aborted, tasks have so long to end in order. */
const windUpMs = 1_000;

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
  return {
    pursue() {
      if (!signal.aborted) return;
      const at = performance.now();
      abortAt ??= at + graceMs;
      if (at >= abortAt + windUpMs) runs.abandon();
      else if (at >= abortAt) runs.abort(new InterruptedError("the worker is stopping"));
    },
    untilNext() {
      if (abortAt === undefined) return Infinity;
      const untilAbort = abortAt - performance.now();
      return untilAbort > 0 ? untilAbort : untilAbort + windUpMs;
    },
  };
}
