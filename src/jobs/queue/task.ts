import type { JobKind, PayloadOf } from "./kinds.ts";

/** What a task sees of the job it works on. */
export interface JobRun<P> {
  readonly id: number;
  readonly kind: string;
  readonly payload: P;
  /** From 1. */
  readonly attempt: number;
  /** Aborts when the worker has to stop, when a person cancels the job, and when it is no longer ours. */
  readonly signal: AbortSignal;
  /**
   * Runs `write` in one IMMEDIATE transaction, if the job is still ours.
   * @throws LostJobError, with nothing written, if it is not. Let it pass.
   */
  save<T>(write: () => T): Promise<T>;
}

/** How a task ends a job without failing. What it throws instead is a fault: see `endings.ts`. */
export type TaskResult =
  /** `save` commits in the same transaction as the job's `done`: both, or neither. */
  | { outcome: "done"; detail?: string; save?: () => void }
  | { outcome: "cancel"; reason: string }
  /** Again later, without counting this attempt. `waitsFor` names the source that can't be asked until then. */
  | { outcome: "snooze"; delayMs: number; reason: string; waitsFor?: string };

/** Does one kind of job. It may run more than once for one job, so it must leave the same rows each time. */
export type Task<P> = (run: JobRun<P>) => Promise<TaskResult>;

export type Tasks = { [K in JobKind]: Task<PayloadOf<K>> };

/** The job belongs to somebody else by now, or has ended: whatever this run still writes is refused. */
export class LostJobError extends Error {
  override name = "LostJobError";

  constructor(id: number) {
    super(`job ${id} is no longer run by this worker; nothing was saved`);
  }
}

/** The reason of a run's signal when a person cancels the job. */
export class CancelAskedError extends Error {
  override name = "CancelAskedError";

  constructor() {
    super("cancelled while it ran");
  }
}
