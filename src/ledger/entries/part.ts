import type { Db } from "../../db/connection.ts";
import { setBehind } from "../../db/on-behalf.ts";
import { createEntry } from "./entry.ts";

/**
 * A part of a command that does several things: what `work` writes is an entry of its own, below the command's, and goes back with it.
 * `outcomeOf` says how it ended; what throws once `signal` is aborted was interrupted, and has not failed.
 */
export async function asPart<T>(
  db: Db,
  { what, now, signal }: { what: string; now: () => number; signal: AbortSignal },
  work: () => Promise<T>,
  outcomeOf: (result: T) => string,
): Promise<T> {
  const entry = createEntry(db, { kind: "job", what, now, parentId: () => command?.entryId() ?? null });
  const command = setBehind(db, entry);
  let outcome = "failed";
  try {
    const result = await work();
    outcome = outcomeOf(result);
    return result;
  } catch (error) {
    if (signal.aborted) outcome = "interrupted";
    throw error;
  } finally {
    setBehind(db, command);
    await entry.end(outcome).catch(() => undefined); // a disk that is full is told as what it stopped
  }
}
