import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { tableColumns, tableNameOf } from "../../db/columns.ts";
import type { Db } from "../../db/connection.ts";
import { rowsBy } from "../../db/rows.ts";
import type { TableWriter } from "./table.ts";

type Row = Record<string, unknown>;
type Writer = TableWriter<SQLiteTable>;

/** Removes rows of one table that hang on a row, or takes its id out of them. */
type LetGo = (db: Db, id: number) => void;

/** A column that points to a row of `parent`, and what the schema says of its row when that one goes. */
interface Reference {
  table: SQLiteTable;
  parent: string;
  key: string;
  onDelete: "cascade" | "set null";
  writer: () => Writer;
}

/**
 * Referential actions (`ON DELETE CASCADE`, `SET NULL`) through the writing door: what goes, or lets go, with a row is told to the change log
 * before that row goes. SQLite would do the same in silence, and nobody could take it back.
 */
export function withReferences<Writers extends object>(writers: Writers): Writers {
  const telling: Record<string, Writer> = {};
  const named = Object.entries(writers) as [string, Writer][];
  const references = named.flatMap(([name, { table }]) => referencesOf(table, () => telling[name]!));
  for (const [name, writer] of named) {
    const parent = tableNameOf(writer.table);
    const referring = references.filter((each) => each.parent === parent).map(letGoOf);
    telling[name] = {
      ...writer,
      remove(db, row) {
        for (const letGo of referring) letGo(db, (row as { id: number }).id);
        writer.remove(db, row);
      },
    };
  }
  return telling as Writers;
}

/** The columns of `table` by which a row goes, or lets go, with what it points to. */
function referencesOf(table: SQLiteTable, writer: () => Writer): Reference[] {
  return getTableConfig(table).foreignKeys.flatMap(({ onDelete, reference }): Reference[] => {
    if (onDelete !== "cascade" && onDelete !== "set null") return [];
    const { columns, foreignTable } = reference();
    const { key } = tableColumns(table).find(({ name }) => name === columns[0]!.name)!;
    return [{ table, parent: tableNameOf(foreignTable as SQLiteTable), key, onDelete, writer }];
  });
}

function letGoOf({ table, key, onDelete, writer }: Reference): LetGo {
  const hanging = rowsBy(table, [key as never]);
  const letGo = (db: Db, row: Row): void =>
    onDelete === "cascade"
      ? writer().remove(db, row as never)
      : void writer().set(db, row as never, { [key]: null } as never);
  return (db, id) => hanging.all(db, id as never).forEach((row) => letGo(db, row));
}
