import { setTimeout as sleep } from "node:timers/promises";
import { CertificateError, HttpError, PayloadError, UnavailableError } from "../../../errors.ts";

export interface Trying {
  signal: AbortSignal;
  /** Before the first new try; doubles each time. */
  retryDelayMs: number;
}

const longestDelayMs = 30_000;
/** A server that wants to be left alone for longer is told of instead. */
const longestPauseMs = 2 * 60_000;

/**
 * Retry with exponential back-off, with `Retry-After` as the floor. `most` tries in a row that bring nothing new, by the bytes that
 * are there, are the end of it. @throws what the last one threw, and at once what will be the same again.
 */
export async function tryAgain<T>(
  { signal, retryDelayMs }: Trying,
  most: number,
  attempt: () => Promise<T>,
  bytesThere: () => number = () => 0,
): Promise<T> {
  let best = bytesThere();
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!mayPass(error)) throw error;
      if (bytesThere() > best) [best, tries] = [bytesThere(), 1];
      if (tries >= most) throw error;
      const delay = Math.min(longestDelayMs, retryDelayMs * 2 ** (tries - 1));
      await sleep(Math.max(delay, error.retryAfterMs ?? 0), undefined, { signal });
    }
  }
}

function mayPass(error: unknown): error is UnavailableError {
  if (!(error instanceof UnavailableError) || (error.retryAfterMs ?? 0) > longestPauseMs) return false;
  if (error instanceof HttpError) return error.status >= 500 || error.status === 429 || error.status === 408;
  return !(error instanceof PayloadError || error instanceof CertificateError);
}
