import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { tableColumns, tableNameOf } from "../../db/columns.ts";
import type { Db } from "../../db/connection.ts";
import { rowsBy } from "../../db/rows.ts";
import type { TableWriter } from "./table.ts";

type Row = Record<string, unknown>;
type Writer = TableWriter<SQLiteTable>;

/** Removes rows of one table that hang on a row, or takes its id out of them. */
type LetGo = (db: Db, id: number) => void;

/**
 * Referential actions (`ON DELETE CASCADE`, `SET NULL`) through the writing door: what goes, or lets go, with a row is told to the change log
 * before that row goes. SQLite would do the same in silence, and nobody could take it back.
 */
export function withReferences<Writers extends object>(writers: Writers): Writers {
  const telling: Record<string, Writer> = {};
  for (const [name, writer] of Object.entries(writers) as [string, Writer][]) {
    const referring = Object.keys(writers).flatMap((other) =>
      actionsOf(
        (writers as Record<string, Writer>)[other]!.table,
        tableNameOf(writer.table),
        () => telling[other]!,
      ),
    );
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

/** What the schema says of the rows of `table` when a row of `parent` goes. */
function actionsOf(table: SQLiteTable, parent: string, writer: () => Writer): LetGo[] {
  return getTableConfig(table).foreignKeys.flatMap((foreignKey): LetGo[] => {
    const { columns, foreignTable } = foreignKey.reference();
    const { onDelete } = foreignKey;
    if (tableNameOf(foreignTable as SQLiteTable) !== parent) return [];
    if (onDelete !== "cascade" && onDelete !== "set null") return [];
    const { key } = tableColumns(table).find(({ name }) => name === columns[0]!.name)!;
    const hanging = rowsBy(table, [key as never]);
    const letGo = (db: Db, row: Row): void =>
      onDelete === "cascade"
        ? writer().remove(db, row as never)
        : void writer().set(db, row as never, { [key]: null } as never);
    return [(db, id) => hanging.all(db, id as never).forEach((row) => letGo(db, row))];
  });
}
