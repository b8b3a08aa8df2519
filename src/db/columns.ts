import { getTableColumns, getTableName } from "drizzle-orm";
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";

/** What SQLite takes and gives. */
export type SqlValue = string | number | bigint | Buffer | null;

/** A row as TypeScript knows it, from drizzle's schema. */
export type RowOf<T extends SQLiteTable> = T["$inferSelect"];
export type ColumnOf<T extends SQLiteTable> = keyof RowOf<T> & string;

/** Column codec: how a column is called in SQL, and how its value is stored (booleans as 0 and 1, lists as JSON). */
export interface ColumnCodec {
  /** Its name in TypeScript. */
  key: string;
  /** Its name in SQL. */
  name: string;
  isKey: boolean;
  isNumber: boolean;
  /** It points to another table: as a key it comes again when a row goes and another takes its place. */
  isForeign: boolean;
  default: unknown;
  encode(this: void, value: unknown): SqlValue;
  /** Undefined where the stored value is the value. */
  decode: ((value: unknown) => unknown) | undefined;
}

const known = new WeakMap<SQLiteTable, ColumnCodec[]>();

/** All columns of a table, in the schema's order. Every statement asks for them: they are read once. */
export function tableColumns(table: SQLiteTable): readonly ColumnCodec[] {
  let columns = known.get(table);
  if (!columns) known.set(table, (columns = readColumns(table)));
  return columns;
}

function readColumns(table: SQLiteTable): ColumnCodec[] {
  const { foreignKeys, primaryKeys } = getTableConfig(table);
  const foreign = new Set(foreignKeys.flatMap((key) => key.reference().columns.map(({ name }) => name)));
  const composite = primaryKeys.flatMap(({ columns }) => columns.map(({ name }) => name));
  return Object.entries(getTableColumns(table)).map(([key, column]) => {
    const isCoded = column.dataType === "json" || column.dataType === "boolean";
    return {
      key,
      name: column.name,
      isKey: column.primary || composite.includes(column.name),
      isNumber: column.dataType === "number",
      isForeign: foreign.has(column.name),
      default: column.default ?? null,
      encode: isCoded
        ? (value) => (value === null ? null : (column.mapToDriverValue(value) as SqlValue))
        : (value) => value as SqlValue,
      decode: isCoded ? (value) => (value === null ? null : column.mapFromDriverValue(value)) : undefined,
    };
  });
}

export const tableNameOf = (table: SQLiteTable): string => getTableName(table);
