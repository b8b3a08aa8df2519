import PQueue from "p-queue";
import { setTimeout as sleep } from "node:timers/promises";
import { UnavailableError } from "../errors.ts";
import type { Events } from "../events.ts";

/** Where the times are kept: a table shared by all processes (`db/gates.ts`), or memory in a test. */
export interface GateRows {
  reserve(api: string, intervalMs: number): Promise<"granted" | { nextAt: number; reason: string | null }>;
  shutUntil(api: string, untilMs: number, reason?: string): Promise<void>;
}

/**
 * The one place in which an API's rate is kept. Every send, also of a retry or a redirect, passes first: with
 * any number of processes, two sends to one API are never closer than its interval.
 */
export interface Gate {
  /** Resolves when this caller, and nobody else, may send. First come, first served within a process. */
  pass(signal?: AbortSignal): Promise<void>;
  /**
   * Whoever passed calls it when the request really goes out, which may be later (a connection takes time), or
   * won't. Until then nobody else passes.
   */
  sent(): Promise<void>;
  /** The source asked for a pause: nobody sends until then. */
  pause(forMs: number, reason: string): Promise<void>;
}

export interface GateOptions {
  api: string;
  intervalMs: number;
  rows: GateRows;
  events: Events;
  /** Wall clock in ms: the one thing that several processes share. */
  now?: () => number;
}

/** A request that would have to wait longer than this fails as unavailable instead. */
const longestWaitMs = 120_000;
const longestPauseMs = 3_600_000;
/** Waits are announced from here on; the ordinary spacing of requests is nobody's news. */
const announcedFromMs = 3_000;

export function createGate({ api, intervalMs, rows, events, now = Date.now }: GateOptions): Gate {
  const line = new PQueue({ concurrency: 1 });
  // Sends of this process are also spaced by a clock that nobody can set back or forward.
  let lastSentAt = -Infinity;
  let leaving: Leaving | undefined;

  async function waitForTurn(signal?: AbortSignal): Promise<void> {
    let announced = false;
    for (;;) {
      await leaving?.gone;
      signal?.throwIfAborted();
      const restMs = lastSentAt + intervalMs - performance.now();
      if (restMs > 0) {
        await sleep(restMs, undefined, { signal });
        continue;
      }
      const answer = await rows.reserve(api, intervalMs);
      if (answer === "granted") break;
      const waitMs = answer.nextAt - now();
      if (waitMs > longestWaitMs) throw pausedFor(api, waitMs, answer.reason);
      if (waitMs > announcedFromMs && !announced) {
        events.emit("gate-waiting", {
          source: api,
          waitMs,
          reason: answer.reason ?? "others are asking too",
        });
        announced = true;
      }
      // Other processes wait for the same moment: a little chance keeps them from knocking all at once.
      await sleep(Math.max(1, waitMs) + Math.random() * 5, undefined, { signal });
    }
    signal?.throwIfAborted(); // nobody would use this turn, nor end it
    lastSentAt = performance.now();
    if (intervalMs > 0) leaving = startLeaving(shut, intervalMs);
  }

  const shut = (): Promise<void> => rows.shutUntil(api, Math.ceil(now()) + 1 + intervalMs);

  return {
    pass: (signal) => line.add(() => waitForTurn(signal), signal ? { signal } : {}),
    async sent() {
      lastSentAt = performance.now();
      leaving?.end();
      leaving = undefined;
      if (intervalMs > 0) await shut();
    },
    pause: (forMs, reason) => rows.shutUntil(api, now() + Math.min(forMs, longestPauseMs), reason),
  };
}

/** A turn that is taken, and a request that has not gone out yet. */
interface Leaving {
  gone: Promise<void>;
  end(): void;
}

/**
 * Keeps the gate shut while a connection is made, however long that takes: else the turns of several processes
 * would wait for the network together, and go out together. Should this process die, it is open an interval later.
 */
function startLeaving(shut: () => Promise<void>, intervalMs: number): Leaving {
  const timer = setInterval(() => void shut().catch(() => undefined), intervalMs / 2);
  timer.unref();
  let end = (): void => {};
  const gone = new Promise<void>((resolve) => {
    end = () => {
      clearInterval(timer);
      resolve();
    };
  });
  return { gone, end };
}

function pausedFor(api: string, waitMs: number, reason: string | null): UnavailableError {
  const minutes = Math.ceil(waitMs / 60_000);
  return new UnavailableError(
    api,
    `${api} is to be left alone for ${minutes} more minutes (${reason ?? "busy"})`,
    {
      retryAfterMs: waitMs,
    },
  );
}
