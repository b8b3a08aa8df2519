import PQueue from "p-queue";
import { setTimeout as sleep } from "node:timers/promises";
import { DayOverError, InterruptedError, UnavailableError } from "../errors.ts";
import type { Events } from "../events.ts";
import { abortWith } from "./abort-with.ts";
import { offTheClock } from "./time-limit.ts";
import { holdGateLease, type GateLease, type GateLeaseOptions } from "./gate-lease.ts";
import { countText } from "../counts.ts";

/** Where the times are kept: a table shared by all processes (`db/services/gates.ts`), or memory in a test. */
export interface GateRows {
  /** Granted for `turnMs`, until then, or shut until `nextAt` (both ms UTC). With 0 nothing is kept. */
  reserve(
    api: string,
    turnMs: number,
  ): Promise<{ until: number } | { nextAt: number; reason: string | null }>;
  /** Shuts it for longer, never for less, except in the place of the turn that it was shut for until `insteadOf`. */
  shutUntil(api: string, untilMs: number, why?: { reason?: string; insteadOf?: number }): Promise<void>;
  /** Takes one of the day's `limit` requests (UTC); false if they are used up. */
  spend(api: string, limit: number): Promise<boolean>;
  /** One that was taken today did not leave after all. */
  giveBack(api: string): Promise<void>;
}

/**
 * Rate limiter. The one place in which an API's rate is kept. Every send, also of a retry or a redirect, passes first: with
 * any number of processes, two sends to one API are never closer than its interval.
 */
export interface Gate {
  /** Resolves when this caller, and nobody else, may send. First come, first served within a process. */
  pass(signal?: AbortSignal): Promise<void>;
  /**
   * Asked at the last moment before the request goes out: false if the turn has run out, because this process
   * could not run for a while. Then it must not go, and has to pass again.
   */
  mayLeave(): boolean;
  /**
   * Whoever passed calls it when the request really goes out, which may be later (a connection takes time), or
   * won't. Until then nobody else passes.
   */
  sent(): Promise<void>;
  /** Whoever passed calls it when the request did not leave: it is none of the day's. */
  unsent(): Promise<void>;
  /** The source asked for a pause: nobody sends until then. */
  pause(forMs: number, reason: string): Promise<void>;
}

export interface GateOptions {
  /** Under which its row is kept. */
  api: string;
  /** As people know it; `api`, unless said. */
  name?: string;
  intervalMs: number;
  rows: GateRows;
  events: Events;
  /** How many requests a day (UTC) all processes together may send. */
  dailyLimit?: number;
  /** Aborts when somebody wants it to stop: a service that asked for a pause is not waited for any more. */
  stopping?: AbortSignal | undefined;
  /** Wall clock in ms: the one thing that several processes share. */
  now?: () => number;
}

/** A request that would have to wait longer than this fails as unavailable instead. */
const longestWaitMs = 120_000;
const longestPauseMs = 3_600_000;
/**
 * A turn is granted for so long at least, and for several times what a commit takes: on a slow or busy disk one of 5 ms had run
 * out before it was written down, again and again, and nothing was ever sent. What is left of it is given back by `sent`.
 */
const shortestTurnMs = 1_000;
const commitsInATurn = 4;
const longestTurnMs = 8_000;
/** How often those who wait look whether a turn was given back. */
const lookEveryMs = 20;
/** Waits are announced from here on; the ordinary spacing of requests is nobody's news. */
const announcedFromMs = 3_000;

export function createGate(options: GateOptions): Gate {
  const { api, name = api, intervalMs, rows, dailyLimit, now = Date.now } = options;
  const line = new PQueue({ concurrency: 1 });
  // Sends of this process are also spaced by a clock that nobody can set back or forward.
  let lastSentAt = -Infinity;
  let lease: GateLease | undefined;
  const waiting = createWaiting(options, { lastSentAt: () => lastSentAt, lease: () => lease });

  async function takeTurn(signal?: AbortSignal): Promise<void> {
    const until = await waiting.forTurn(signal);
    try {
      signal?.throwIfAborted();
      if (dailyLimit !== undefined && !(await rows.spend(api, dailyLimit)))
        throw spent(name, dailyLimit, now());
      signal?.throwIfAborted(); // nobody would use this turn, nor end it
    } catch (error) {
      if (intervalMs > 0) await rows.shutUntil(api, now(), { insteadOf: until });
      throw error;
    }
    lastSentAt = performance.now();
    if (intervalMs > 0) lease = holdGateLease({ until, turnMs: waiting.turnMs(), now, shutUntil });
  }

  function endTurn(): void {
    lease?.end();
    lease = undefined;
  }

  const shutUntil: GateLeaseOptions["shutUntil"] = (untilMs, insteadOf) =>
    rows.shutUntil(api, untilMs, insteadOf === undefined ? {} : { insteadOf });

  const inLine = (signal?: AbortSignal): Promise<void> =>
    offTheClock(signal, () => line.add(() => takeTurn(signal), signal ? { signal } : {}));
  /** Without an interval and a day's limit there is nothing to stand in line for, unless it was shut. */
  const isOpen = async (): Promise<boolean> =>
    intervalMs === 0 &&
    dailyLimit === undefined &&
    line.pending === 0 &&
    "until" in (await rows.reserve(api, 0));

  return {
    async pass(signal) {
      signal?.throwIfAborted();
      if (!(await isOpen())) await inLine(signal);
    },
    mayLeave() {
      if (!lease || lease.isOurs()) return true;
      endTurn();
      return false;
    },
    async sent() {
      lastSentAt = performance.now();
      const heldUntil = lease?.until();
      endTurn();
      if (intervalMs > 0) await shutUntil(Math.ceil(now()) + 1 + intervalMs, heldUntil);
    },
    async unsent() {
      if (dailyLimit !== undefined) await rows.giveBack(api);
    },
    pause: (forMs, reason) => rows.shutUntil(api, now() + Math.min(forMs, longestPauseMs), { reason }),
  };
}

/** Waiting for a turn: by this process's own clock first, then by the row that all processes share. */
function createWaiting(
  { api, name = api, intervalMs, rows, events, stopping, now = Date.now }: GateOptions,
  sends: { lastSentAt: () => number; lease: () => GateLease | undefined },
) {
  let turnMs = intervalMs > 0 ? Math.max(intervalMs, shortestTurnMs) : 0;

  async function reserve(): ReturnType<GateRows["reserve"]> {
    const from = now();
    const answer = await rows.reserve(api, turnMs);
    if (intervalMs > 0 && "until" in answer) {
      const wantedMs = Math.min(commitsInATurn * (now() - from), longestTurnMs);
      turnMs = Math.max(intervalMs, shortestTurnMs, wantedMs);
    }
    return answer;
  }

  async function forTurn(signal?: AbortSignal): Promise<number> {
    let announced = false;
    for (;;) {
      await sends.lease()?.over;
      signal?.throwIfAborted();
      const restMs = sends.lastSentAt() + intervalMs - performance.now();
      if (restMs > 0) {
        await sleep(restMs, undefined, { signal });
        continue;
      }
      const answer = await reserve();
      if ("until" in answer) return answer.until;
      const waitMs = answer.nextAt - now();
      if (stopping?.aborted && answer.reason !== null) throw stoppedBefore(name, answer.reason);
      if (waitMs > longestWaitMs) throw pausedFor(name, waitMs, answer.reason);
      if (waitMs > announcedFromMs && !announced) {
        events.emit("gate-waiting", {
          source: name,
          waitMs,
          reason: answer.reason ?? "others are asking too",
        });
        announced = true;
      }
      // Other processes wait for the same moment: a little chance keeps them from knocking all at once.
      const shortened = answer.reason === null ? undefined : stopping; // the turn of others passes soon, stopped or not
      const lookMs = answer.reason === null ? Math.max(intervalMs, lookEveryMs) : Infinity;
      await sleepUntilStopped(Math.min(Math.max(1, waitMs), lookMs) + Math.random() * 5, signal, shortened);
    }
  }

  return { forTurn, turnMs: () => turnMs };
}

/** Shorter once `stopping` aborts. @throws AbortError when `signal` does. */
async function sleepUntilStopped(ms: number, signal?: AbortSignal, stopping?: AbortSignal): Promise<void> {
  const waking = new AbortController();
  const release = abortWith(
    waking,
    [signal, stopping].flatMap((each) => each ?? []),
  );
  try {
    await sleep(ms, undefined, { signal: waking.signal });
  } catch (error) {
    if (signal?.aborted || !stopping?.aborted) throw error;
  } finally {
    release();
  }
}

const stoppedBefore = (name: string, reason: string): InterruptedError =>
  new InterruptedError(`stopped instead of waiting for ${name} (${reason})`);

function pausedFor(name: string, waitMs: number, reason: string | null): UnavailableError {
  const minutes = Math.ceil(waitMs / 60_000);
  return new UnavailableError(
    name,
    `${name} is to be left alone for ${countText(minutes, "more minute")} (${reason ?? "busy"})`,
    {
      retryAfterMs: waitMs,
    },
  );
}

function spent(name: string, limit: number, nowMs: number): DayOverError {
  const dayMs = 24 * 3_600_000;
  const [requests, are] = limit === 1 ? ["one request", "is"] : [`${limit} requests`, "are"];
  const words = `the ${requests} that ${name} allows in a day ${are} used up; on it goes at midnight UTC`;
  return new DayOverError(name, words, { retryAfterMs: dayMs - (nowMs % dayMs) });
}
