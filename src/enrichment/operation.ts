import PQueue from "p-queue";
import pRetry from "p-retry";
import { PayloadError, TimeoutError, UnavailableError } from "../errors.ts";
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
  return (source, signal, ask) =>
    // The slot is inside: who waits to try again keeps nobody else waiting.
    pRetry(() => slots.add(() => tryOnce(source, config, signal, ask)), {
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

async function tryOnce<T>(
  source: string,
  { operationTimeoutSecs }: EnrichmentConfig,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const trying = new AbortController();
  const stop = (): void => trying.abort(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener("abort", stop, { once: true });
  const timer = setTimeout(
    () => trying.abort(new TimeoutError(source, `${source}: no answer within ${operationTimeoutSecs} s`)),
    operationTimeoutSecs * 1000,
  );
  try {
    return await ask(trying.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
