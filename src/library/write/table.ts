import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { tableColumns, tableNameOf, type ColumnCodec, type ColumnOf, type RowOf } from "../../db/columns.ts";
import type { Db } from "../../db/connection.ts";
import { statement, type Prepared } from "../../db/statement.ts";
import { changesOf, differencesOf } from "./changes.ts";
import { noteChanges, type StoredValues } from "./change-log.ts";
import { inBatches, insertInto } from "./insert.ts";

/** The only statements that write music: prepared, typed by drizzle's schema, and each told to the change log. */
export interface TableWriter<T extends SQLiteTable> {
  readonly table: T;
  /** @returns the new row's id (its rowid, for a table whose key is text). */
  insert(db: Db, values: T["$inferInsert"]): number;
  /** Batch insert: the same for rows that take new ids, several a statement. @returns their ids, which follow each other. */
  insertMany(db: Db, rows: readonly T["$inferInsert"][]): number[];
  /**
   * Changes what differs from `row`; null and undefined say nothing. `along` (a time stamp) is set with it, but never alone.
   * @returns whether anything differed.
   */
  merge<K extends ColumnOf<T>, Along extends ColumnOf<T> = never>(
    db: Db,
    row: Partial<RowOf<T>> & Pick<RowOf<T>, NoInfer<K | Along>>,
    wanted: { [Key in K]?: RowOf<T>[Key] | null | undefined },
    along?: Pick<RowOf<T>, Along>,
  ): boolean;
  /**
   * The same where null is a value. Of `row` the key and the columns that may be set are enough.
   * @returns whether anything differed.
   */
  set<K extends ColumnOf<T>, Along extends ColumnOf<T> = never>(
    db: Db,
    row: Partial<RowOf<T>> & Pick<RowOf<T>, NoInfer<K | Along>>,
    values: Pick<RowOf<T>, K>,
    along?: Pick<RowOf<T>, Along>,
  ): boolean;
  remove(db: Db, row: RowOf<T>): void;
}

type Values = Record<string, unknown>;

export function writerOf<T extends SQLiteTable>(table: T): TableWriter<T> {
  const columns = tableColumns(table);
  const name = tableNameOf(table);
  const keys = columns.filter(({ isKey }) => isKey);
  const hasNumberKey = keys.length === 1 && keys[0]!.isNumber && !keys[0]!.isForeign;
  const byKey = keys.map((key) => `"${key.name}" = ?`).join(" AND ");
  const insert = insertInto(name, columns);
  const remove = statement<unknown[]>(`DELETE FROM ${name} WHERE ${byKey}`);
  const updates = new Map<string, Prepared<unknown[], never>>();

  const keyOf = (row: Values): StoredValues => storedOf(keys, row);

  function updateOf(changed: ColumnCodec[]): Prepared<unknown[], never> {
    const names = changed.map((column) => `"${column.name}" = ?`).join(", ");
    let update = updates.get(names);
    if (!update) updates.set(names, (update = statement(`UPDATE ${name} SET ${names} WHERE ${byKey}`)));
    return update;
  }

  function write(db: Db, row: Values, changes: Values | undefined, along: Values | undefined): boolean {
    if (!changes) return false;
    const values = along ? { ...changes, ...along } : changes;
    const changed = columns.filter(({ key }) => key in values);
    const args = [...changed, ...keys].map((column, at) =>
      column.encode(at < changed.length ? values[column.key] : row[column.key]),
    );
    updateOf(changed)(db).run(...args);
    noteChanges(db, 1, () => {
      const [old, now] = [storedOf(changed, row), storedOf(changed, values)];
      return { table: name, kind: "updated", key: keyOf(row), old, new: now };
    });
    return true;
  }

  /** Of a batch the ids follow each other. @returns the first of them. */
  function insertBatch(db: Db, rows: readonly Values[]): number {
    const first = insert(db, rows) - rows.length + 1;
    noteChanges(db, rows.length, (at) => {
      const change = { table: name, kind: "created", rowid: first + at } as const;
      return hasNumberKey ? change : { ...change, key: keyOf(rows[at]!) };
    });
    return first;
  }

  return {
    table,
    insert: (db, values) => insertBatch(db, [values]),
    insertMany: (db, rows) =>
      inBatches(rows).flatMap((batch) => followingFrom(insertBatch(db, batch), batch.length)),
    merge: (db, row, wanted, along) => write(db, row, changesOf(row as Values, wanted), along),
    set: (db, row, values, along) => write(db, row, differencesOf(row as Values, values), along),
    remove(db, row) {
      remove(db).run(...keys.map((column) => column.encode((row as Values)[column.key])));
      noteChanges(db, 1, () => ({
        table: name,
        kind: "removed",
        key: keyOf(row),
        old: storedOf(columns, row),
      }));
    },
  };
}

function storedOf(columns: readonly ColumnCodec[], row: Values): StoredValues {
  const stored: StoredValues = {};
  for (const { key, name, encode } of columns) stored[name] = encode(row[key] ?? null);
  return stored;
}

/** `first`, and as many numbers as follow it. */
const followingFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => first + at);
