import pRetry, { type Options } from "p-retry";
import { InterruptedError, messageOf } from "../errors.ts";
import { abortWith, onAbort } from "./abort-with.ts";

/** What p-retry takes, and what makes the next pause the last. */
export interface RetryOptions extends Options {
  /** Ends the tries at once, the one under way included. */
  signal?: AbortSignal | undefined;
  /** A stop was asked for: a try under way may end, but nobody waits for another. */
  stopping?: AbortSignal | undefined;
}

/**
 * Retry with back-off, until it is time to stop: `attempt` again after each pause, as p-retry does it. What succeeds at once, as
 * nearly everything does, pays for none of it.
 * @throws InterruptedError in place of a pause once `stopping` has aborted; else what `signal` or the last try says.
 */
export async function retryUntilStopped<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { signal } = options;
  signal?.throwIfAborted();
  try {
    const answer = await attempt();
    signal?.throwIfAborted();
    return answer;
  } catch (fault) {
    signal?.throwIfAborted();
    return retryAfter(fault, attempt, options);
  }
}

/** After a first try that ended with `fault`. */
async function retryAfter<T>(
  firstFault: unknown,
  attempt: () => Promise<T>,
  { signal, stopping, ...options }: RetryOptions,
): Promise<T> {
  const pausing = new AbortController();
  const release = abortWith(pausing, signal ? [signal] : []);
  let fault: unknown;
  let isTrying = false;
  const endPause = (): void => {
    if (!isTrying) pausing.abort(stoppedInsteadOf(fault));
  };
  const releaseStopping = stopping && onAbort(stopping, endPause);
  try {
    return await pRetry(
      async (number) => {
        if (number === 1) throw firstFault;
        isTrying = true;
        return attempt().finally(() => (isTrying = false));
      },
      {
        ...options,
        signal: pausing.signal,
        async shouldRetry(context) {
          fault = context.error;
          const isWorthIt = (await options.shouldRetry?.(context)) ?? true;
          if (isWorthIt && stopping?.aborted) throw stoppedInsteadOf(fault);
          return isWorthIt;
        },
      },
    );
  } finally {
    releaseStopping?.();
    release();
  }
}

/** @param fault of the try that would have been followed by another. */
const stoppedInsteadOf = (fault: unknown): InterruptedError =>
  new InterruptedError(`stopped instead of trying again: ${messageOf(fault)}`, { cause: fault });
