import pRetry from "p-retry";
import { TimeoutError, UnavailableError } from "../errors.ts";
import { longestRetryDelayMs, type EnrichmentConfig } from "./config.ts";

/** One question to one source, tried again after passing troubles. Each try is aborted when it takes too long. */
export function runOperation<T>(
  source: string,
  config: EnrichmentConfig,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return pRetry(() => tryOnce(source, config, signal, ask), {
    retries: config.maxRetries,
    minTimeout: config.baseRetryDelayMs,
    maxTimeout: longestRetryDelayMs,
    factor: 2,
    randomize: true,
    signal,
    // `Retry-After` is kept by the source's gate: the next try waits there until it is over.
    shouldRetry: ({ error }) => error instanceof UnavailableError && error.name !== "PayloadError",
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
