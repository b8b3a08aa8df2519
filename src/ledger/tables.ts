import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { tableColumns, tableNameOf, type ColumnCodec, type SqlValue } from "../db/columns.ts";
import type { Db } from "../db/connection.ts";
import { itemTypes, type ItemType } from "../db/item-types.ts";
import { statement, type Prepared } from "../db/statement.ts";
import type { StoredValues } from "../library/write/change-log.ts";
import type { TableWriter } from "../library/write/table.ts";
import { write, writeBeside } from "../library/write/tables.ts";
import { isBeside, isMemory } from "./memory.ts";

/** A table of the music as the ledger sees it: rows as they are stored, by the names of their columns. */
export interface LedgerTable {
  name: string;
  columns: readonly ColumnCodec[];
  /** Columns that point to a row of another table; `isWhole`: without that row there is none of this one. */
  parents: readonly { column: string; table: string; isWhole: boolean }[];
  /** Its key is no number of its own: a row that went may be made anew under it. Own numbers are never given again. */
  comesAgain: boolean;
  get(db: Db, key: StoredValues): StoredValues | undefined;
  keyOf(row: StoredValues): StoredValues;
  /** The key of a row whose key is one value. */
  keyOfId(id: SqlValue): StoredValues;
  /** Null where the key is no number. */
  idOf(row: StoredValues): number | null;
  insert(db: Db, row: StoredValues): void;
  set(db: Db, row: StoredValues, values: StoredValues): void;
  remove(db: Db, row: StoredValues): void;
}

/** Rows of `table` that hang on a row of another: by a foreign key, or as (item type, item id). */
export interface Hanging {
  table: LedgerTable;
  column: string;
  /** "album" …; undefined for a foreign key. */
  itemType: ItemType | undefined;
  of: Prepared<[id: number], StoredValues>;
}

const writers = [
  ...Object.values(write),
  ...Object.values(writeBeside),
] as unknown as TableWriter<SQLiteTable>[];

export const ledgerTables = new Map(
  writers.map((writer) => [tableNameOf(writer.table), ledgerTableOf(writer)]),
);

/** Which table an item type stands for. */
export const tableOfItem: Record<ItemType, string> = {
  album: "albums",
  artist: "artists",
  release: "releases",
  track: "tracks",
};
export const itemTypeOf = new Map(itemTypes.map((type) => [tableOfItem[type], type]));

/** What may hang on a row of this table. */
export const hangingOn = new Map([...ledgerTables.keys()].map((name) => [name, hangingsOn(name)]));

function ledgerTableOf({ table, ...writer }: TableWriter<SQLiteTable>): LedgerTable {
  const name = tableNameOf(table);
  const columns = tableColumns(table);
  const keys = columns.filter(({ isKey }) => isKey);
  const hasNumberKey = keys.length === 1 && keys[0]!.isNumber;
  const byKey = keys.map((key) => `"${key.name}" = ?`).join(" AND ");
  const select = statement<unknown[], StoredValues>(`SELECT * FROM ${name} WHERE ${byKey}`);
  const rowOf = (stored: StoredValues): Record<string, unknown> =>
    Object.fromEntries(
      columns
        .filter((column) => column.name in stored)
        .map(({ key, name: column, decode }) => [key, decode ? decode(stored[column]) : stored[column]]),
    );
  const keyOf = (row: StoredValues): StoredValues =>
    Object.fromEntries(keys.map((key) => [key.name, row[key.name] ?? null]));
  return {
    name,
    columns,
    parents: parentsOf(table),
    comesAgain: !hasNumberKey || keys[0]!.isForeign,
    keyOf,
    keyOfId: (id) => ({ [keys[0]!.name]: id }),
    idOf: (row) => (hasNumberKey ? (row[keys[0]!.name] as number) : null),
    get: (db, key) => select(db).get(...keys.map((column) => key[column.name])),
    insert: (db, row) => void writer.insert(db, rowOf(row) as never),
    set: (db, row, values) => void writer.set(db, rowOf(row) as never, rowOf(values) as never),
    remove: (db, row) => writer.remove(db, rowOf(row) as never),
  };
}

const listRowsOf = statement<[albumId: number], StoredValues>("SELECT * FROM list_rows WHERE album_id = ?");

/** The rows of lists that an album came of name another. Within a transaction. */
export function pointListRows(db: Db, albumId: number, into: number): void {
  const listRows = ledgerTables.get("list_rows")!;
  for (const row of listRowsOf(db).all(albumId)) listRows.set(db, row, { album_id: into });
}

function parentsOf(table: SQLiteTable): LedgerTable["parents"] {
  return getTableConfig(table).foreignKeys.map(({ onDelete, reference }) => {
    const { columns, foreignTable } = reference();
    const parent = tableNameOf(foreignTable as SQLiteTable);
    return { column: columns[0]!.name, table: parent, isWhole: onDelete === "cascade" };
  });
}

function hangingsOn(parent: string): Hanging[] {
  const itemType = itemTypeOf.get(parent);
  return [...ledgerTables.values()].flatMap((table): Hanging[] => {
    if (isBeside(table.name) || (isMemory(table.name) && table.name !== "provider_runs")) return [];
    const keyed = table.parents.filter((each) => each.table === parent);
    const byKey = keyed.map(({ column }): Hanging => {
      const of = statement<[number], StoredValues>(`SELECT * FROM ${table.name} WHERE ${column} = ?`);
      return { table, column, itemType: undefined, of };
    });
    const names = table.columns.map(({ name }) => name);
    if (itemType === undefined || !names.includes("item_type") || !names.includes("item_id")) return byKey;
    const sql = `SELECT * FROM ${table.name} WHERE item_type = '${itemType}' AND item_id = ?`;
    return [...byKey, { table, column: "item_id", itemType, of: statement<[number], StoredValues>(sql) }];
  });
}

/** Tables before those on whose rows theirs hang: the order in which rows can go. */
export const inOrderOfRemoval: readonly string[] = sortedByHanging();

function sortedByHanging(): string[] {
  const sorted: string[] = [];
  const visit = (name: string): void => {
    if (sorted.includes(name)) return;
    for (const { table } of hangingOn.get(name)!) if (table.name !== name) visit(table.name);
    sorted.push(name);
  };
  for (const name of ledgerTables.keys()) visit(name);
  return sorted;
}
