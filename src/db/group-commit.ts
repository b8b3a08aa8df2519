import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import type { Db } from "./connection.ts";
import { transactionOf } from "./on-behalf.ts";

export type Transact = <T>(write: () => T) => Promise<T>;

interface Waiting {
  run(): () => void;
}

/**
 * While several write, the disk works at most a tenth of the time: a commit that took 2 ms is followed by 18 of gathering, or by as
 * long as it takes for as many to come as came in such a time.
 */
const gatherShare = 9;
const longestGatherMs = 20;
/** Then it gathers for the whole time again: there may be more of them by now. */
const mostCrowds = 64;

/**
 * Group commit: like `transact`, for many small writes at a time. Those that come together, or while others are on their
 * way to the disk, share a commit, each still whole or not at all, and each caller hears only when its own is on the disk.
 * Whoever writes alone waits for nobody.
 * @param options.comeBack whether those who were answered write again at once, as callers in a loop do: then a commit waits no longer than
 * until all are back. Else others come all the time, each from the network, and it gathers for as long as it may.
 */
export function groupCommit(db: Db, transact: Transact, { comeBack = true } = {}): Transact {
  let waiting: Waiting[] = [];
  let failAll: ((error: unknown) => void)[] = [];
  let gatherUntil = 0;

  const crowd = comeBack ? createCrowd() : createStream();

  async function flush(): Promise<void> {
    await turn();
    const leftMs = gatherUntil - performance.now();
    if (leftMs > 0) await crowd.gather(leftMs, () => waiting.length);
    const [writes, fails] = [waiting, failAll];
    [waiting, failAll] = [[], []];
    try {
      let startedAt = 0;
      const settled = await transact(() => {
        startedAt = performance.now();
        return writes.map((each) => each.run());
      });
      const tookMs = performance.now() - startedAt;
      const isShared = writes.length > 1;
      gatherUntil = isShared ? performance.now() + Math.min(longestGatherMs, gatherShare * tookMs) : 0;
      for (const settle of settled) settle();
    } catch (error) {
      for (const fail of fails) fail(error);
    }
  }

  return <T>(write: () => T) =>
    new Promise<T>((resolve, reject) => {
      if (waiting.length === 0) void flush();
      failAll.push(reject);
      waiting.push({
        run() {
          try {
            const result = transactionOf(db)(write) as T; // a savepoint of its own
            return () => resolve(result);
          } catch (error) {
            // A full disk ends the whole transaction: nobody's write may go on outside it.
            if (!db.$client.inTransaction) throw error;
            return () => reject(error as Error);
          }
        },
      });
      crowd.joined(waiting.length);
    });
}

/** How long to wait for others: those who write again as soon as they were answered are all back at once. */
function createCrowd() {
  let size = Infinity;
  let inARow = 0;
  let isComplete: (() => void) | undefined;
  return {
    joined(waiting: number): void {
      if (waiting >= size) isComplete?.();
    },
    async gather(longestMs: number, waiting: () => number): Promise<void> {
      if (++inARow > mostCrowds) size = Infinity;
      if (waiting() >= size) return void (size = waiting());
      const timedOut = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(true), longestMs);
        isComplete = () => {
          clearTimeout(timer);
          resolve(false);
        };
      });
      isComplete = undefined;
      if (!timedOut) return;
      size = Math.max(2, waiting());
      inARow = 0;
    },
  };
}

/** Nobody is waited for: who comes in the time, comes. */
const createStream = () => ({ joined: () => undefined, gather: (ms: number) => sleep(ms) });
