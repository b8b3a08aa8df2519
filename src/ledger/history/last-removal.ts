import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { ledgerTables, type LedgerTable } from "../tables.ts";

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

/** A row as it is, or as it was when it went last; undefined where that is not remembered. */
export const rowOrFormer = (db: Db, table: LedgerTable, id: number): StoredValues | undefined =>
  table.get(db, { id }) ?? lastRemovalOf(db, table.name, id)?.old;

/** What an item, or a genre, is called, or was when it went; undefined for what has no title. */
export function titleThen(db: Db, table: string, id: number): string | undefined {
  const row = rowOrFormer(db, ledgerTables.get(table)!, id);
  const title = row?.["title"] ?? row?.["name"];
  return typeof title === "string" && title !== "" ? title : undefined;
}
