import { setTimeout as sleep } from "node:timers/promises";
import { isBusy } from "./faults.ts";
import type { Db } from "./connection.ts";
import { longestLockWaitMs, tellLockWait } from "./lock-waits.ts";
import { transactionOf } from "./on-behalf.ts";

/**
 * Transaction. Runs `write` in one that is IMMEDIATE: all of it is saved, or nothing. `write` is synchronous, so the
 * network can't be used inside. While another process holds the write lock this waits without blocking the
 * event loop (SQLite's own waiting would).
 * @throws what `write` throws, after rolling back; SQLITE_BUSY after `longestLockWaitMs`.
 */
export async function transact<T>(db: Db, write: () => T): Promise<T> {
  const transaction = transactionOf(db);
  return retryWhileBusy(
    () => transaction.immediate(write) as T,
    (waitedMs) => tellLockWait(db, waitedMs),
  );
}

/**
 * Retry on SQLITE_BUSY, for up to `longestLockWaitMs`: the same patience for a single writing statement.
 * @param waiting hears before each further try for how long it has waited (ms)
 */
export async function retryWhileBusy<T>(write: () => T, waiting?: (waitedMs: number) => void): Promise<T> {
  const startedAt = performance.now();
  for (;;) {
    try {
      return write();
    } catch (error) {
      const waitedMs = performance.now() - startedAt;
      if (!isBusy(error) || waitedMs > longestLockWaitMs) throw error;
      waiting?.(waitedMs);
      await sleep(5 + Math.random() * 20);
    }
  }
}
