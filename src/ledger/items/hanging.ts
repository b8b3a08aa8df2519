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
export function listHanging(db: Db, table: LedgerTable, id: number): HangingRow[] {
  return hangingOn.get(table.name)!.flatMap(({ table: child, column, of }) =>
    of(db)
      .all(id)
      .map((row) => ({ table: child, row, id: child.idOf(row), column })),
  );
}
