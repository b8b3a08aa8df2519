import { AsyncLocalStorage } from "node:async_hooks";
import { setMaxListeners } from "node:events";

/** Stops and starts the time of whatever limited work runs around it. */
interface Clock {
  stop(): void;
  start(): void;
}

const clocks = new AsyncLocalStorage<Clock>();

/**
 * Runs `work`, and aborts its signal with `timeout()` once it has taken `limitMs`. Waiting for a turn at a gate does
 * not count (`offTheClock`): a source that must be left alone for a minute has not failed to answer.
 */
export async function withTimeLimit<T>(
  limitMs: number,
  signal: AbortSignal,
  timeout: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  setMaxListeners(0, signal); // all that runs at once listens to one signal: that is no leak
  const trying = new AbortController();
  const pass = (): void => trying.abort(signal.reason);
  signal.addEventListener("abort", pass, { once: true });
  const clock = createClock(limitMs, () => trying.abort(timeout()));
  clock.start();
  try {
    return await clocks.run(clock, () => work(trying.signal));
  } finally {
    clock.stop();
    signal.removeEventListener("abort", pass);
  }
}

/** What `wait` takes is not counted against the work that it is part of. */
export async function offTheClock<T>(wait: () => Promise<T>): Promise<T> {
  const clock = clocks.getStore();
  if (!clock) return wait();
  clock.stop();
  try {
    return await wait();
  } finally {
    clock.start();
  }
}

/** Counts down while it runs. Several waits at once stop it until the last is over. */
function createClock(limitMs: number, ring: () => void): Clock {
  let leftMs = limitMs;
  let waiting = 1;
  let startedAt = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    start() {
      if (--waiting > 0) return;
      startedAt = performance.now();
      timer = setTimeout(ring, leftMs);
    },
    stop() {
      if (waiting++ > 0) return;
      clearTimeout(timer);
      leftMs -= performance.now() - startedAt;
    },
  };
}
