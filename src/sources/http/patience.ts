import {
  CertificateError,
  CircuitOpenError,
  ConnectTimeoutError,
  DayOverError,
  HttpError,
  PayloadError,
  RefusedError,
  UnavailableError,
  UnreachableError,
} from "../../errors.ts";

/** Who waits: a person at a command, or a worker that nobody watches. */
export type Patience = "command" | "worker";

/** Where nobody answers at all, a few tries show it as well as many. */
const triesWithoutAnswer: Record<Patience, number> = { command: 2, worker: 4 };

/** Retry policy. How many tries a fault is worth, of `most`. 1: it would be the same again. */
export function triesFor(error: unknown, patience: Patience, most: number): number {
  if (!isPassing(error)) return 1;
  const hasNoAnswer =
    error instanceof UnreachableError ||
    error instanceof RefusedError ||
    error instanceof ConnectTimeoutError;
  return hasNoAnswer ? Math.min(most, triesWithoutAnswer[patience]) : most;
}

function isPassing(error: unknown): boolean {
  if (error instanceof PayloadError || error instanceof DayOverError) return false;
  if (error instanceof CertificateError || error instanceof CircuitOpenError) return false;
  if (error instanceof HttpError) return [429, 500, 502, 503, 504].includes(error.status);
  return error instanceof UnavailableError && error.name !== "UnavailableError";
}
