import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "./open.ts";

type Transact = <T>(write: () => T) => Promise<T>;

interface Waiting {
  run(): () => void;
}

/** A commit waits for the disk; those that come within so long share one. */
const gatherMs = 20;

/**
 * Like `transact`, for many small writes at a time: writes that come close together are committed together, each still
 * whole or not at all, and each caller hears only when its own is on the disk.
 */
export function groupWrites(db: Db, transact: Transact): Transact {
  let waiting: Waiting[] = [];
  let failAll: ((error: unknown) => void)[] = [];

  async function flush(): Promise<void> {
    await sleep(gatherMs);
    const [writes, fails] = [waiting, failAll];
    [waiting, failAll] = [[], []];
    try {
      const settled = await transact(() => writes.map((each) => each.run()));
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
            const result = db.$client.transaction(write)(); // a savepoint of its own
            return () => resolve(result);
          } catch (error) {
            // A full disk ends the whole transaction: nobody's write may go on outside it.
            if (!db.$client.inTransaction) throw error;
            return () => reject(error as Error);
          }
        },
      });
    });
}
