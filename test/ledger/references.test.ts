import { expect, it } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { ledgerTables } from "../../src/ledger/tables.ts";
import { logChanges, type Change } from "../../src/library/write/change-log.ts";
import { temporaryLibrary } from "../helpers/library.ts";

/** What the schema lets go in silence (`ON DELETE CASCADE`, `SET NULL`) nobody could take back: all of it is told to the change log. */

interface Reference {
  parent: string;
  child: string;
  column: string;
  action: string;
}

const referencesOf = (db: Db): Reference[] =>
  db.$client
    .prepare(
      `SELECT key."table" AS parent, tables.name AS child, key."from" AS column, key.on_delete AS action
       FROM sqlite_schema AS tables, pragma_foreign_key_list(tables.name) AS key
       WHERE tables.type = 'table' AND key.on_delete IN ('CASCADE', 'SET NULL')`,
    )
    .all() as Reference[];

/** A row with this id, and whatever else it must have. */
function put({ $client }: Db, table: string, given: Record<string, unknown>): void {
  const columns = $client.pragma(`table_info("${table}")`) as {
    name: string;
    type: string;
    notnull: 0 | 1;
  }[];
  const values = columns
    .filter(({ name, notnull }) => notnull === 1 || name in given)
    .map(({ name, type }) => [name, given[name] ?? (type === "INTEGER" ? 1 : "[]")] as const);
  const names = values.map(([name]) => `"${name}"`).join(", ");
  const places = values.map(() => "?").join(", ");
  $client.prepare(`INSERT INTO ${table} (${names}) VALUES (${places})`).run(values.map(([, value]) => value));
}

it("every row that goes, or lets go, with a row of the music is noted", async () => {
  const { db } = await temporaryLibrary();
  const references = referencesOf(db).filter(({ parent }) => ledgerTables.has(parent));
  expect(references.length).toBeGreaterThan(12);
  for (const { parent, child, column, action } of references) {
    const about = `${child}.${column} → ${parent}`;
    expect([about, ledgerTables.has(child)]).toEqual([about, true]);
    db.$client.exec("SAVEPOINT one; PRAGMA defer_foreign_keys = ON");
    put(db, parent, { id: 7 });
    put(db, child, { [column]: 7 });
    const noted: Change[] = [];
    logChanges(db, (change) => void noted.push(change));
    const table = ledgerTables.get(parent)!;
    table.remove(db, table.get(db, { id: 7 })!);
    logChanges(db, undefined);
    const kind = action === "CASCADE" ? "removed" : "updated";
    expect([about, noted.map((change) => `${change.kind} ${change.table}`)]).toEqual([
      about,
      [`${kind} ${child}`, `removed ${parent}`],
    ]);
    db.$client.exec("ROLLBACK TO one; RELEASE one");
  }
});
