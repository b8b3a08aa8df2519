import type { Db } from "../../db/connection.ts";

/** Workers of this process, by the connection they use. */
const listeners = new WeakMap<Db["$client"], Set<() => void>>();

/** Tells the workers on this connection that jobs changed. They look once the running transaction has ended. */
export function notifyWorkers(db: Db): void {
  for (const listener of listeners.get(db.$client) ?? []) listener();
}

/** From now on `listener` hears of jobs that change on this connection. @returns what ends that. */
export function listenForJobs(db: Db, listener: () => void): () => void {
  const all = listeners.get(db.$client) ?? new Set();
  listeners.set(db.$client, all.add(listener));
  return () => all.delete(listener);
}
