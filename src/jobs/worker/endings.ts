import {
  ChangedMeanwhileError,
  InterruptedError,
  messageOf,
  RejectedError,
  UnavailableError,
  UserError,
} from "../../errors.ts";
import { backoffMs } from "./backoff.ts";
import { CancelAskedError, LostJobError, type TaskResult } from "../queue/task.ts";

/** How one attempt ended. `runAt` (ms UTC) is when the next may begin; `waitsFor` the source that could not be asked. */
export type AttemptEnding =
  | { outcome: "done"; detail?: string; save?: () => void }
  | { outcome: "retried" | "snoozed"; reason: string; runAt: number; waitsFor?: string | undefined }
  | { outcome: "returned"; reason: string; runAt: number }
  /** Dead letter: it waits for a person, who is told what to do. Where a source refused us, the attempt is not counted. */
  | { outcome: "failed"; reason: string; isRefused?: boolean }
  | { outcome: "cancelled"; reason: string }
  | { outcome: "lost"; reason: string };

// A worker must never spin on a job that comes back at once, nor wait for ever for one that said nonsense.
const leastPauseMs = 100;
const longestPauseMs = 30 * 24 * 3_600_000;

function later(nowMs: number, pauseMs: number): number {
  return nowMs + Math.round(Math.min(longestPauseMs, Math.max(leastPauseMs, pauseMs || 0)));
}

export function endingOfResult(result: TaskResult, nowMs: number): AttemptEnding {
  switch (result.outcome) {
    case "done":
      return result;
    case "cancel":
      return { outcome: "cancelled", reason: result.reason };
    case "snooze":
      return {
        outcome: "snoozed",
        reason: result.reason,
        runAt: later(nowMs, result.delayMs),
        waitsFor: result.waitsFor,
      };
  }
}

export interface FaultContext {
  job: { attempt: number; maxAttempts: number };
  /** Of the run: its reason says why it was aborted. */
  signal: AbortSignal;
  isStopping: boolean;
  nowMs: number;
  random: () => number;
}

/** What becomes of a job whose task threw: decided by what can be done about the fault. */
export function endingOfFault(error: unknown, context: FaultContext): AttemptEnding {
  const cause: unknown = context.signal.aborted ? context.signal.reason : error;
  if (error instanceof LostJobError || cause instanceof LostJobError) {
    return { outcome: "lost", reason: messageOf(error) };
  }
  if (cause instanceof CancelAskedError) return { outcome: "cancelled", reason: cause.message };
  if (cause instanceof InterruptedError || error instanceof InterruptedError) {
    const runAt = context.isStopping ? context.nowMs : later(context.nowMs, 1_000);
    return { outcome: "returned", reason: messageOf(error), runAt };
  }
  if (error instanceof RejectedError) return { outcome: "failed", reason: withHint(error), isRefused: true };
  if (error instanceof UserError && !(error instanceof ChangedMeanwhileError))
    return { outcome: "failed", reason: withHint(error) };
  return retryOrFail(error, context);
}

function retryOrFail(error: unknown, { job, nowMs, random }: FaultContext): AttemptEnding {
  const reason = messageOf(error);
  if (job.attempt >= job.maxAttempts) return { outcome: "failed", reason };
  const retryAfterMs = error instanceof UnavailableError ? error.retryAfterMs : undefined;
  const pauseMs = backoffMs(job.attempt, { random, retryAfterMs });
  const waitsFor = error instanceof UnavailableError ? error.source : undefined;
  return { outcome: "retried", reason, runAt: later(nowMs, pauseMs), waitsFor };
}

function withHint({ message, hint }: RejectedError | UserError): string {
  return hint ? `${message}; ${hint}` : message;
}
