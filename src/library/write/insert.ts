import type { ColumnCodec, SqlValue } from "../../db/columns.ts";
import type { Db } from "../../db/connection.ts";
import { statement, type Prepared } from "../../db/statement.ts";

/** How many rows one statement inserts: each statement pays for itself, for the triggers' journal, and for a look at each index. */
const batchSizes = [16, 8, 4, 2, 1];

/** Cuts rows into as many as one statement takes. */
export function inBatches<Row>(rows: readonly Row[]): Row[][] {
  const batches: Row[][] = [];
  for (let at = 0; at < rows.length; at += batches.at(-1)!.length) {
    const most = rows.length - at;
    batches.push(rows.slice(at, at + batchSizes.find((size) => size <= most)!));
  }
  return batches;
}

/**
 * All columns at once, the schema's defaults filled in: one statement for each number of rows. @returns inserts as many rows as a batch
 * has, and tells the id of the last.
 */
export function insertInto(
  name: string,
  columns: readonly ColumnCodec[],
): (db: Db, rows: readonly Record<string, unknown>[]) => number {
  const names = columns.map((column) => `"${column.name}"`).join(", ");
  const places = `(${columns.map(() => "?").join(", ")})`;
  const statementOf = (size: number): Prepared<unknown[], never> =>
    statement<unknown[]>(`INSERT INTO ${name} (${names}) VALUES ${Array(size).fill(places).join(", ")}`);
  const inserts = new Map<number, Prepared<unknown[], never>>([[1, statementOf(1)]]);
  const defaults = columns.map(({ encode, default: byDefault }) => encode(byDefault));
  return (db, rows) => {
    let insert = inserts.get(rows.length);
    if (!insert) inserts.set(rows.length, (insert = statementOf(rows.length)));
    const args: SqlValue[] = [];
    for (const values of rows) {
      for (let at = 0; at < columns.length; at++) {
        const { key, encode } = columns[at]!;
        const value = values[key];
        args.push(value === undefined ? defaults[at]! : encode(value));
      }
    }
    return Number(insert(db).run(args).lastInsertRowid); // bound as they stand in the list: spreading them costs a tenth
  };
}
