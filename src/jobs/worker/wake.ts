import type { Db } from "../../db/connection.ts";
import { listenForJobs } from "../queue/notify.ts";
import { watchWal, type Watch } from "./wal.ts";

/** Event loop. Lets a worker sleep until there is something to do. */
export interface Wake {
  /** Something of this worker's own happened: it shall not sleep, or sleep on. */
  nudge(): void;
  /**
   * Until nudged, until the library changes, or for `longestMs`, which is asked for only if there will be
   * sleep. Jobs that end at once may go on without, but everything else gets its turn every few ms.
   */
  sleep(longestMs: () => number): Promise<void>;
  /** Whether the library may have changed since this was asked last. */
  takeNews(): boolean;
  close(): void;
}

/** Longer than this no job may keep timers, signals and the network from their turn. */
const longestSpellMs = 2;

export function createWake(db: Db, options: { watch?: Watch | undefined } = {}): Wake {
  let isNudged = false;
  let hasNews = true;
  let wakeUp: (() => void) | undefined;
  let restedAt = 0;

  const nudge = (): void => {
    isNudged = true;
    wakeUp?.();
  };
  const announce = (): void => {
    hasNews = true;
    nudge();
  };
  const stopListening = listenForJobs(db, announce);
  const wal = watchWal(db, announce, options.watch);

  const untilNudged = (longestMs: () => number): Promise<void> =>
    new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const bed = setImmediate(() => {
        restedAt = performance.now();
        timer = setTimeout(nudge, longestMs());
        wal.resume();
      });
      wakeUp = () => {
        wakeUp = undefined;
        clearImmediate(bed);
        clearTimeout(timer);
        wal.pause();
        resolve();
      };
    });

  return {
    nudge,
    async sleep(longestMs) {
      if (performance.now() - restedAt > longestSpellMs) {
        await new Promise(setImmediate);
        restedAt = performance.now();
      }
      if (!isNudged) await untilNudged(longestMs);
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
