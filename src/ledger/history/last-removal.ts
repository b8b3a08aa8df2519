import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import type { StoredValues } from "../../library/write/change-log.ts";

const selectLastRemoval = statement<[table: string, id: number], { entryId: number; old: string }>(
  `SELECT entry_id AS entryId, old FROM ledger_changes WHERE table_name = ? AND first_id = ? AND key IS NULL
   AND kind <> 'created' AND kind = 'removed' ORDER BY id DESC LIMIT 1`,
);

/** What a row was when it went last, and the entry that took it; whether that stands or not. */
export function lastRemovalOf(
  db: Db,
  table: string,
  id: number,
): { entryId: number; old: StoredValues } | undefined {
  const removal = selectLastRemoval(db).get(table, id);
  return removal && { entryId: removal.entryId, old: JSON.parse(removal.old) as StoredValues };
}
