import { abortWith } from "./abort-with.ts";

/** How long a piece of work may take, its waits for a turn aside. */
export interface TimeLimit {
  limitMs: number;
  timeout: () => Error;
  /** While the work waits for its turn for more than a second, it does without its place among others. */
  onLongWait?: { begin(): void; end(): Promise<void> };
}

/** Stops and starts the time of whatever limited work runs around it. */
interface Clock {
  stop(): void;
  start(): Promise<void>;
}

interface OwnClock extends Clock {
  /** The work is over: nothing rings any more, and no place is taken, though a wait that it began may go on. */
  end(): void;
}

/**
 * The clock of the work that a signal was made for: whoever was handed the signal can stop it. An AsyncLocalStorage would need no
 * signal, and would have every promise of the process pay for it (Node 20).
 */
const clocks = new WeakMap<AbortSignal, Clock>();

/**
 * Runs `work`, and aborts its signal with `timeout()` once it has taken `limitMs`. Waiting for a turn at a gate does
 * not count (`offTheClock`, with the signal that `work` gets, or one of limited work within it): a source that must be left alone for a minute has not failed to answer.
 */
export async function withTimeLimit<T>(
  limit: TimeLimit,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const trying = new AbortController();
  const release = abortWith(trying, [signal]);
  const clock = createClock(limit, () => trying.abort(limit.timeout()));
  clocks.set(trying.signal, within(clocks.get(signal), clock));
  await clock.start();
  try {
    return await work(trying.signal);
  } finally {
    clock.end();
    release();
  }
}

/** What `wait` takes is not counted against the work that `signal` was made for. */
export async function offTheClock<T>(signal: AbortSignal | undefined, wait: () => Promise<T>): Promise<T> {
  const clock = signal && clocks.get(signal);
  if (!clock) return wait();
  clock.stop();
  try {
    return await wait();
  } finally {
    await clock.start();
  }
}

/** Work within other limited work: what stops its clock stops the other's, too. */
function within(outer: Clock | undefined, inner: Clock): Clock {
  return {
    stop() {
      inner.stop();
      outer?.stop();
    },
    async start() {
      await outer?.start();
      await inner.start();
    },
  };
}

const longWaitMs = 1_000;

/** Counts down while it runs. Several waits at once stop it until the last is over. */
function createClock({ limitMs, onLongWait }: TimeLimit, ring: () => void): OwnClock {
  let leftMs = limitMs;
  let waiting = 1;
  let startedAt = 0;
  let alarm: NodeJS.Timeout | undefined;
  let patience: NodeJS.Timeout | undefined;
  let isAway = false;
  let isOver = false;

  function goAway(): void {
    isAway = true;
    onLongWait?.begin();
  }

  return {
    async start() {
      if (--waiting > 0 || isOver) return;
      clearTimeout(patience);
      if (isAway) await onLongWait?.end();
      isAway = false;
      startedAt = performance.now();
      alarm = setTimeout(ring, leftMs);
    },
    stop() {
      if (waiting++ > 0 || isOver) return;
      clearTimeout(alarm);
      leftMs -= performance.now() - startedAt;
      // It keeps the process alive: whoever has the turn at the gate may be waiting for just the place that this gives up.
      patience = setTimeout(goAway, longWaitMs);
    },
    end() {
      isOver = true;
      clearTimeout(alarm);
      clearTimeout(patience);
    },
  };
}
