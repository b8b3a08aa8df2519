import type { Db } from "../db/connection.ts";
import { statement } from "../db/statement.ts";
import type { StoredValues } from "../library/write/change-log.ts";

/**
 * What the ledger notes beside the music: which runs and changes were taken back, and jobs that were cancelled or queued again. They go another
 * way back than rows of the music.
 */
const ownTables = ["ledger_entries", "ledger_changes", "jobs"] as const;
export type OwnTable = (typeof ownTables)[number];

/** The condition that a change is of the music, in SQL. */
export const isOfMusic = `table_name NOT IN (${ownTables.map((name) => `'${name}'`).join(",")})`;

const insertNote = statement<
  [entryId: number, table: OwnTable, id: number, id: number, old: string, now: string]
>(
  `INSERT INTO ledger_changes (entry_id, kind, table_name, first_id, last_id, old, new)
   VALUES (?, 'updated', ?, ?, ?, ?, ?)`,
);

/** Notes for an entry what became of an entry, a change or a job. Within a transaction. */
export function noteOwn(
  db: Db,
  entryId: number,
  { table, id, old, now }: { table: OwnTable; id: number; old: StoredValues; now: StoredValues },
): void {
  insertNote(db).run(entryId, table, id, id, JSON.stringify(old), JSON.stringify(now));
}
