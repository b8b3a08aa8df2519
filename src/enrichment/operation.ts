import PQueue from "p-queue";
import pRetry from "p-retry";
import { PayloadError, TimeoutError, UnavailableError } from "../errors.ts";
import { withTimeLimit } from "../sources/time-limit.ts";
import { RestingError } from "./breaker.ts";
import { longestRetryDelayMs, type EnrichmentConfig } from "./config.ts";

/**
 * Asks one question of one source: never more of them at once than `maxConcurrent`, whatever they are about;
 * again after passing troubles; each try aborted when it takes too long.
 */
export type Operation = <T>(
  source: string,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

export function createOperation(config: EnrichmentConfig): Operation {
  const slots = new PQueue({ concurrency: config.maxConcurrent });
  const limitMs = config.operationTimeoutSecs * 1000;
  const tooSlow = (source: string): Error =>
    new TimeoutError(source, `${source}: no answer within ${config.operationTimeoutSecs} s`);
  return (source, signal, ask) =>
    // The slot is inside: who waits to try again keeps nobody else waiting.
    pRetry(() => slots.add(() => withTimeLimit(limitMs, signal, () => tooSlow(source), ask)), {
      retries: config.maxRetries,
      minTimeout: config.baseRetryDelayMs,
      maxTimeout: longestRetryDelayMs,
      factor: 2,
      randomize: true,
      signal,
      // `Retry-After` is kept by the source's gate: the next try waits there until it is over.
      shouldRetry: ({ error }) =>
        error instanceof UnavailableError &&
        !(error instanceof PayloadError) &&
        !(error instanceof RestingError),
    });
}
