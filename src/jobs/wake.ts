import type { Db } from "../db/open.ts";
import { watchWal, type Watch } from "./wal.ts";

/** Lets a worker sleep until there is something to do. */
export interface Wake {
  /** Something of this worker's own happened: it shall not sleep, or sleep on. */
  nudge(): void;
  /**
   * Lets the event loop turn once, then sleeps until nudged, until the library changes, or for `longestMs`,
   * which is asked for only if there will be sleep.
   */
  sleep(longestMs: () => number): Promise<void>;
  /** Whether the library may have changed since this was asked last. */
  takeNews(): boolean;
  close(): void;
}

/** Workers of this process, by the connection they use. */
const listeners = new WeakMap<Db["$client"], Set<() => void>>();

/** Tells the workers on this connection that jobs changed. They look once the running transaction has ended. */
export function notifyWorkers(db: Db): void {
  for (const listener of listeners.get(db.$client) ?? []) listener();
}

export function createWake(db: Db, options: { watch?: Watch } = {}): Wake {
  let isNudged = false;
  let hasNews = true;
  let wakeUp: (() => void) | undefined;

  const nudge = (): void => {
    isNudged = true;
    wakeUp?.();
  };
  const announce = (): void => {
    hasNews = true;
    nudge();
  };
  const stopListening = listen(db, announce);
  const wal = watchWal(db, announce, options.watch);

  return {
    nudge,
    async sleep(longestMs) {
      await new Promise(setImmediate);
      if (!isNudged) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, longestMs());
          wakeUp = () => (clearTimeout(timer), resolve());
          wal.resume();
        });
        wal.pause();
        wakeUp = undefined;
      }
      isNudged = false;
    },
    takeNews() {
      const had = hasNews;
      hasNews = false;
      return had;
    },
    close() {
      stopListening();
      wal.close();
    },
  };
}

function listen(db: Db, listener: () => void): () => void {
  const all = listeners.get(db.$client) ?? new Set();
  listeners.set(db.$client, all.add(listener));
  return () => all.delete(listener);
}
