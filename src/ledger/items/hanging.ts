import type { Db } from "../../db/connection.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { hangingOn, type LedgerTable } from "../tables.ts";

export interface HangingRow {
  table: LedgerTable;
  row: StoredValues;
  id: number | null;
  /** By which of its columns. */
  column: string;
}

/** The rows that hang on one. */
export const listHanging = (db: Db, table: LedgerTable, id: number): HangingRow[] => [
  ...eachHanging(db, table, id),
];

/** Whether one of them is such a row: a genre may have a million, and the first that tells is enough. Within `isSuch` nothing is written. */
export function someHanging(
  db: Db,
  table: LedgerTable,
  id: number,
  isSuch: (each: HangingRow) => boolean,
): boolean {
  for (const each of eachHanging(db, table, id)) if (isSuch(each)) return true;
  return false;
}

function* eachHanging(db: Db, table: LedgerTable, id: number): Generator<HangingRow> {
  for (const { table: child, column, of } of hangingOn.get(table.name)!)
    for (const row of of(db).iterate(id)) yield { table: child, row, id: child.idOf(row), column };
}
