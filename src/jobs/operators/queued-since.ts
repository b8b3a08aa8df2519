import type { Db } from "../../db/connection.ts";
import { entryBehind } from "../../db/on-behalf.ts";
import { statement } from "../../db/statement.ts";

/** The jobs that a command has queued on its way. */

const selectNewest = statement<[], { id: number | null }>("SELECT max(id) AS id FROM jobs");
const countNewer = statement<[after: number, entryId: number | null], { count: number }>(
  "SELECT count(*) AS count FROM jobs WHERE id > ? AND entry_id IS ? AND state IN ('ready','scheduled')",
);

/** The newest job's id; 0 where none was ever queued. */
export const newestJob = (db: Db): number => selectNewest(db).get()?.id ?? 0;

/** How many jobs newer than `after` wait that whoever is behind this connection has queued. */
export function countQueuedSince(db: Db, after: number): number {
  if (newestJob(db) === after) return 0; // an entry of the ledger is begun by asking for it
  return countNewer(db).get(after, entryBehind(db) ?? null)!.count;
}
