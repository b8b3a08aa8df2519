import { HttpError, PayloadError, UnavailableError } from "../../errors.ts";
import type { Api } from "../http/api.ts";

/** They do not say how long their limit holds. Who meets it again at once has not waited long enough. */
const firstPauseMs = 60_000;
const nextPauseMs = 300_000;

/** Keeps everybody away from a service that was asked too often. */
export interface Limit {
  /** The next pause is a short one again. */
  answered(): void;
  /** The fault to be thrown for an answer that was none, once the gate is shut; other faults stay what they are. */
  meet(error: unknown): Promise<unknown>;
}

export function createLimit({ name, gate }: Api, now: () => number = Date.now): Limit {
  let metInARow = 0;
  let pausedUntil = 0;

  return {
    answered: () => void (metInARow = 0),
    async meet(error) {
      if (!isLimit(error)) return error;
      // One that was under way when the pause began tells nothing new.
      if (now() >= pausedUntil) {
        const leastMs = metInARow++ === 0 ? firstPauseMs : nextPauseMs;
        pausedUntil = now() + Math.max(leastMs, error.retryAfterMs ?? 0);
      }
      const retryAfterMs = Math.max(1, pausedUntil - now());
      await gate.pause(retryAfterMs, error.message);
      return new UnavailableError(name, error.message, { retryAfterMs, cause: error });
    },
  };
}

/** 403, 429, no results where there ought to be a list, and, with status 200, a web page or nothing at all. */
function isLimit(error: unknown): error is UnavailableError {
  if (error instanceof HttpError) return error.status === 403 || error.status === 429;
  if (error instanceof PayloadError) return error.cause instanceof SyntaxError;
  return error instanceof NoResultsError;
}

export class NoResultsError extends UnavailableError {
  override name = "NoResultsError";
}
