import type { Db } from "./connection.ts";

/** Patience with a lock of another's: longer than any write of ours. Past this, somebody forgot it. */
export const longestLockWaitMs = 30_000;

/** Whoever shall hear that a connection waits for another's lock, and after how long. */
interface Listener {
  afterMs: number;
  tell(): void;
}

const listeners = new WeakMap<Db["$client"], Listener>();

/** From now on `tell` hears, once, that a transaction of this connection waits for another program's lock for longer than `afterMs`. */
export function onLockWait({ $client }: Db, tell: () => void, afterMs = 2_000): void {
  listeners.set($client, { afterMs, tell });
}

/** Tells of a wait that has lasted so long (ms). */
export function tellLockWait({ $client }: Db, waitedMs: number): void {
  const listener = listeners.get($client);
  if (!listener || waitedMs < listener.afterMs) return;
  listeners.delete($client);
  listener.tell();
}
