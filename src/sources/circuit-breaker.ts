import {
  CertificateError,
  CircuitOpenError,
  DoubtedError,
  HttpError,
  NetworkError,
  TimeoutError,
  UnreachableError,
} from "../errors.ts";
import { offTheClock } from "./time-limit.ts";

/** Where the breakers are kept: a table shared by all processes (`db/services/breakers.ts`), or memory in a test. */
export interface BreakerStore {
  admit(
    service: { api: string; address: string },
    by: { link: string },
  ): Promise<{ until: number; reason: string } | "probe" | undefined>;
  failed(
    service: { api: string; address: string },
    fault: { startedAt: number; link: string; reason: string; opensAtOnce: boolean },
  ): Promise<{ until: number; wasOpen: boolean }>;
  answered(service: { api: string; address: string }): Promise<void>;
  /** Whether anything has failed lately: else nobody looks at the link. */
  isKnown(service: { api: string; address: string }): boolean;
}

/**
 * Circuit breaker. A service that failed five exchanges in a row, after all their tries, is left alone by every process
 * for a while, so that its failure costs a few requests and not some for every job. How many failures, and for how long: `BreakerStore`.
 */
export interface CircuitBreaker {
  /**
   * Half-open: whoever tries whether the service is back gets a function to call when that has ended, and the others of
   * this process wait for it, off the clock of `signal`'s work.
   * @throws CircuitOpenError while the service is left alone.
   */
  check(signal?: AbortSignal): Promise<(() => void) | undefined>;
  /**
   * An exchange that began at `startedAt` (ms UTC) failed for good. What says nothing of the service is not counted.
   * @returns the fault in its place where it only showed, to a worker, that the service still rests: that is nothing to
   *   hold against the job which tried.
   */
  failed(error: unknown, startedAt: number): Promise<Error | undefined>;
  answered(): Promise<void>;
}

export interface CircuitBreakerOptions {
  name: string;
  api: string;
  address: string;
  rows: BreakerStore;
  /** What carries the default route; undefined while nothing does. */
  link(): Promise<string | undefined>;
  /** A person who typed a command may always try: once in each rest, whatever the command asks. */
  mayProbe: boolean;
  now?: () => number;
}

export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { name, api, address, rows, link, mayProbe, now = Date.now } = options;
  const service = { api, address };
  let probing: Promise<void> | undefined;
  let triedUntil = 0;

  function beginProbe(): () => void {
    let end = (): void => {};
    probing = new Promise<void>((resolve) => {
      end = () => {
        probing = undefined;
        resolve();
      };
    });
    return end;
  }

  return {
    async check(signal) {
      for (;;) {
        if (!rows.isKnown(service)) return undefined;
        const over = (await link()) ?? "none";
        if (probing) {
          const ended = probing;
          await offTheClock(signal, () => ended);
          continue;
        }
        const resting = await rows.admit(service, { link: over });
        if (resting === undefined) return undefined;
        if (resting === "probe") return beginProbe();
        if (probing) continue; // begun meanwhile
        if (!mayProbe || resting.until === triedUntil) throw openFor(name, resting, now());
        triedUntil = resting.until;
        return beginProbe();
      }
    },
    async failed(error, startedAt) {
      if (!tellsOfService(error)) return undefined;
      const over = await link();
      if (over === undefined) return undefined;
      const reason = (error as Error).message;
      const opensAtOnce = error instanceof DoubtedError;
      const { until, wasOpen } = await rows.failed(service, { startedAt, link: over, reason, opensAtOnce });
      if (until > 0) triedUntil = until; // the rest that this very command has caused is not tried again by it
      return wasOpen && !mayProbe ? openFor(name, { until, reason }, now()) : undefined;
    },
    answered: () => rows.answered(service),
  };
}

/** Never a refusal, another's page, too many requests, a certificate, or a network that is down. */
function tellsOfService(error: unknown): boolean {
  if (error instanceof UnreachableError || error instanceof CertificateError) return false;
  if (error instanceof HttpError) return error.status >= 500;
  return error instanceof NetworkError || error instanceof TimeoutError || error instanceof DoubtedError;
}

function openFor(name: string, { until, reason }: { until: number; reason: string }, nowMs: number): Error {
  const retryAfterMs = Math.max(1_000, until - nowMs);
  const seconds = Math.ceil(retryAfterMs / 1000);
  return new CircuitOpenError(
    name,
    `${name} is left alone for ${seconds} s, it failed too often: ${reason}`,
    {
      retryAfterMs,
    },
  );
}

/** Faults of callers that try again by themselves: theirs is the last word on which was the last try. */
const untold = new WeakMap<Error, (error: Error) => Promise<unknown>>();

export function leaveToCaller(error: unknown, tell: (error: Error) => Promise<unknown>): void {
  if (error instanceof Error) untold.set(error, tell);
}

/** No more tries: the breaker of the service that it came from hears of it. */
export async function tellFinalFault(error: unknown): Promise<void> {
  if (error instanceof Error) await untold.get(error)?.(error);
}
