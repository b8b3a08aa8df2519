import {
  CertificateError,
  CircuitOpenError,
  HttpError,
  NetworkError,
  TimeoutError,
  UnreachableError,
} from "../errors.ts";

/** Where the breakers are kept: a table shared by all processes (`db/breakers.ts`), or memory in a test. */
export interface BreakerStore {
  admit(
    service: { api: string; address: string },
    by: { link: string; mayProbe: boolean },
  ): Promise<{ until: number; reason: string } | undefined>;
  failed(
    service: { api: string; address: string },
    fault: { startedAt: number; link: string; reason: string },
  ): Promise<void>;
  answered(service: { api: string; address: string }): Promise<void>;
  /** Whether anything has failed lately: else nobody looks at the link. */
  isKnown(service: { api: string; address: string }): boolean;
}

/**
 * Circuit breaker. A service that failed five exchanges in a row, after all their tries, is left alone by every process
 * for a while, so that its failure costs a few requests and not some for every job.
 */
export interface Breaker {
  /** @throws CircuitOpenError while the service is left alone. */
  check(): Promise<void>;
  /** An exchange that began at `startedAt` (ms UTC) failed for good. What says nothing of the service is not counted. */
  failed(error: unknown, startedAt: number): Promise<void>;
  answered(): Promise<void>;
}

export interface BreakerOptions {
  name: string;
  api: string;
  address: string;
  rows: BreakerStore;
  /** What carries the default route; undefined while nothing does. */
  link(): Promise<string | undefined>;
  /** A person who typed a command may always try. */
  mayProbe: boolean;
  now?: () => number;
}

export function createBreaker(options: BreakerOptions): Breaker {
  const { name, api, address, rows, link, mayProbe, now = Date.now } = options;
  const service = { api, address };
  return {
    async check() {
      if (!rows.isKnown(service)) return;
      const resting = await rows.admit(service, { link: (await link()) ?? "none", mayProbe });
      if (resting) throw openFor(name, resting, now());
    },
    async failed(error, startedAt) {
      if (!tellsOfService(error)) return;
      const over = await link();
      if (over !== undefined)
        await rows.failed(service, { startedAt, link: over, reason: (error as Error).message });
    },
    answered: () => rows.answered(service),
  };
}

/** Never a refusal, another's page, too many requests, a certificate, or a network that is down. */
function tellsOfService(error: unknown): boolean {
  if (error instanceof UnreachableError || error instanceof CertificateError) return false;
  if (error instanceof HttpError) return error.status >= 500;
  return error instanceof NetworkError || error instanceof TimeoutError;
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
const untold = new WeakMap<Error, (error: Error) => Promise<void>>();

export function leaveToCaller(error: unknown, tell: (error: Error) => Promise<void>): void {
  if (error instanceof Error) untold.set(error, tell);
}

/** No more tries: the breaker of the service that it came from hears of it. */
export async function tellFinalFault(error: unknown): Promise<void> {
  if (error instanceof Error) await untold.get(error)?.(error);
}
