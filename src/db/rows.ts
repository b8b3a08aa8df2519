import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { tableColumns, tableNameOf, type ColumnCodec, type ColumnOf, type RowOf } from "./columns.ts";
import type { Db } from "./connection.ts";
import { statement, type PlanExcuses } from "./statement.ts";

/** A prepared query whose rows are those of the schema. */
export interface RowQuery<Args extends unknown[], Row> {
  get(db: Db, ...args: Args): Row | undefined;
  all(db: Db, ...args: Args): Row[];
}

interface Options<Only> extends PlanExcuses {
  /** These columns; all unless said. */
  only?: readonly Only[];
  /** What follows the condition: `ORDER BY position`. */
  rest?: string;
}

type ValuesOf<T extends SQLiteTable, Keys extends readonly ColumnOf<T>[]> = {
  [At in keyof Keys]: NonNullable<RowOf<T>[Keys[At]]>;
};

/** Rows whose `keys` have the values given, in that order: prepared, and typed by drizzle's schema. */
export function rowsBy<
  T extends SQLiteTable,
  const Keys extends readonly ColumnOf<T>[],
  Only extends ColumnOf<T> = ColumnOf<T>,
>(table: T, keys: Keys, options: Options<Only> = {}): RowQuery<[...ValuesOf<T, Keys>], Pick<RowOf<T>, Only>> {
  const all = tableColumns(table);
  const condition = keys
    .map((key) => `"${all.find((column) => column.key === key)!.name}" = ?`)
    .join(" AND ");
  return rowsWhere(table, condition, options);
}

/** Rows whose `key` is one of many values: one parameter, however many there are. */
export function rowsIn<
  T extends SQLiteTable,
  Key extends ColumnOf<T>,
  Only extends ColumnOf<T> = ColumnOf<T>,
>(
  table: T,
  key: Key,
  options: Options<Only> = {},
): (db: Db, values: readonly RowOf<T>[Key][]) => Pick<RowOf<T>, Only>[] {
  const { name } = tableColumns(table).find((column) => column.key === key)!;
  const query = rowsWhere<T, [json: string], Only>(
    table,
    `"${name}" IN (SELECT value FROM json_each(?))`,
    options,
  );
  return (db, values) => (values.length === 0 ? [] : query.all(db, JSON.stringify(values)));
}

/** Rows for which a condition holds. */
export function rowsWhere<
  T extends SQLiteTable,
  Args extends unknown[],
  Only extends ColumnOf<T> = ColumnOf<T>,
>(table: T, condition: string, options: Options<Only> = {}): RowQuery<Args, Pick<RowOf<T>, Only>> {
  const { only, rest = "", ...excuses } = options;
  const wanted = tableColumns(table).filter(({ key }) => !only || (only as readonly string[]).includes(key));
  const list = wanted.map(({ key, name }) => (key === name ? `"${name}"` : `"${name}" AS ${key}`)).join(", ");
  const source = `SELECT ${list} FROM ${tableNameOf(table)} WHERE ${condition} ${rest}`;
  const query = statement<Args, Record<string, unknown>>(source.trim(), excuses);
  const decode = decoderOf(wanted);
  return {
    get(db, ...args) {
      const row = query(db).get(...args);
      return row && (decode(row) as Pick<RowOf<T>, Only>);
    },
    all: (db, ...args) =>
      query(db)
        .all(...args)
        .map((row) => decode(row) as Pick<RowOf<T>, Only>),
  };
}

function decoderOf(columns: ColumnCodec[]): (row: Record<string, unknown>) => Record<string, unknown> {
  const coded = columns.filter(({ decode }) => decode);
  if (coded.length === 0) return (row) => row;
  return (row) => {
    for (const { key, decode } of coded) row[key] = decode!(row[key]);
    return row;
  };
}
