import { NetworkError, PayloadError, TimeoutError, UnavailableError } from "../../errors.ts";
import { tellFinalFault } from "../../sources/circuit-breaker.ts";
import { retryUntilStopped } from "../../sources/retry-until-stopped.ts";
import { triesFor } from "../../sources/http/patience.ts";
import { withTimeLimit, type TimeLimit } from "../../sources/time-limit.ts";
import { longestRetryDelayMs, type EnrichmentConfig } from "../config.ts";
import type { NetworkGuard } from "./network-guard.ts";
import { isRestedSource } from "./run-breaker.ts";
import { createSemaphore, type Permit } from "./semaphore.ts";

/**
 * Asks one question of one source: never more of them at once than `maxConcurrent`, whatever they are about;
 * again after passing troubles; each try aborted when it takes too long.
 */
export type Operation = <T>(
  source: string,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

export function createOperation(
  config: EnrichmentConfig,
  { whileAllowed }: Pick<NetworkGuard, "whileAllowed">,
  stopping?: AbortSignal,
): Operation {
  const semaphore = createSemaphore(config.maxConcurrent);
  const limitMs = config.operationTimeoutSecs * 1000;
  const tooSlow = (source: string): Error =>
    new TimeoutError(source, `${source}: no answer within ${config.operationTimeoutSecs} s`);
  const limits = (source: string, permit: Permit): TimeLimit => ({
    limitMs,
    timeout: () => tooSlow(source),
    // A source that must be left alone for a minute does not hold up the others.
    onLongWait: { begin: () => permit.release(), end: () => permit.acquire({ first: true }) },
  });
  const retrying: Operation = (source, signal, ask) =>
    // The permit is inside: who waits to try again, or for the network, keeps nobody else waiting.
    retryUntilStopped(
      () =>
        whileAllowed(signal, (signal) =>
          tryOnce(semaphore.permit(), (permit) => withTimeLimit(limits(source, permit), signal, ask)),
        ),
      {
        retries: config.maxRetries,
        minTimeout: config.baseRetryDelayMs,
        maxTimeout: longestRetryDelayMs,
        factor: 2,
        randomize: true,
        signal,
        stopping,
        // `Retry-After` is kept by the source's gate: the next try waits there until it is over.
        shouldRetry: ({ error, attemptNumber }) =>
          error instanceof UnavailableError &&
          !(error instanceof PayloadError) &&
          !isRestedSource(error) &&
          (!(error instanceof NetworkError || error instanceof TimeoutError) ||
            attemptNumber < triesFor(error, "command", config.maxRetries + 1)),
      },
    );
  return async (source, signal, ask) => {
    try {
      return await retrying(source, signal, ask);
    } catch (error) {
      if (!signal.aborted) await tellFinalFault(error);
      throw error;
    }
  };
}

async function tryOnce<T>(permit: Permit, attempt: (permit: Permit) => Promise<T>): Promise<T> {
  await permit.acquire();
  try {
    return await attempt(permit);
  } finally {
    permit.release();
  }
}
