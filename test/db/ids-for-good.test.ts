import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { undoRun } from "../../src/ledger/undo/undo.ts";
import { ledgerTables } from "../../src/ledger/tables.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { oldLibrary } from "./old-library.ts";

/** What the ledger says of a row it says by the row's number: no other row may ever have it, in no table that is noted. */

const numbered = [...ledgerTables.values()].filter(({ comesAgain }) => !comesAgain).map(({ name }) => name);

it.each([
  ["a new library", async () => (await temporaryLibrary()).path],
  ["one of before", async () => Promise.resolve(oldLibrary())],
])("in %s no number is given twice", async (_, pathOf) => {
  const db = await openLibrary(await pathOf());
  try {
    const declared = db.$client.prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_master WHERE type = 'table'",
    );
    const reusing = declared
      .all()
      .filter(({ name, sql }) => numbered.includes(name) && !/AUTOINCREMENT/.test(sql));
    expect(reusing.map(({ name }) => name)).toEqual([]);
    expect(db.$client.pragma("integrity_check", { simple: true })).toBe("ok");
    const insert = db.$client.prepare("INSERT INTO categories (kind, name) VALUES ('genre', ?)");
    const { lastInsertRowid } = insert.run("one that goes");
    db.$client.exec("DELETE FROM categories WHERE name = 'one that goes'");
    expect(insert.run("one that comes").lastInsertRowid).toBe(Number(lastInsertRowid) + 1);
  } finally {
    closeLibrary(db);
  }
});

/** As it was before ids were for good: the migrations from that on come again. */
function takeBack(db: Db): void {
  const journal = readFileSync(new URL("../../drizzle/meta/_journal.json", import.meta.url), "utf8");
  const { entries } = JSON.parse(journal) as { entries: { tag: string; when: number }[] };
  const { when } = entries.find(({ tag }) => tag.endsWith("_ids_for_good"))!;
  db.$client.exec(`DELETE FROM __drizzle_migrations WHERE created_at >= ${when};
    DROP INDEX ledger_changes_made; DROP TABLE search_words; DROP INDEX releases_barcode_spaced`);
}

it("numbers that the ledger of a library of before remembers are not given again either", async () => {
  const { db, path } = await temporaryLibrary();
  db.$client.exec(
    `INSERT INTO ledger_changes (entry_id, kind, table_name, first_id, last_id) VALUES (1, 'created', 'media', 40, 47)`,
  );
  takeBack(db);
  closeLibrary(db);
  const again = await openLibrary(path);
  expect(again.$client.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'media'").pluck().get()).toBe(
    47,
  );
  closeLibrary(again);
});

it("runs that a library of before remembers to have given the same numbers can't be undone: whose a row is nobody knows", async () => {
  const { db, path } = await temporaryLibrary();
  db.$client
    .exec(`INSERT INTO ledger_entries (id, kind, what, root_id, host, boot_id, pid, pid_start, schema_version, started_at, ended_at, outcome)
      SELECT value, 'command', 'run ' || value, value, 'h', 'b', 1, 's', 1, 1, 2, 'done' FROM json_each('[1,2,3,4]');
    INSERT INTO ledger_changes (entry_id, kind, table_name, first_id, last_id)
      VALUES (1, 'created', 'media', 1, 9), (2, 'created', 'media', 5, 6), (3, 'created', 'media', 10, 12), (4, 'created', 'files', 1, 9)`);
  takeBack(db);
  closeLibrary(db);
  const again = await openLibrary(path);
  const undo = (runId: number) => (): unknown =>
    undoRun(again, runId, {
      withLater: false,
      only: undefined,
      now: 1,
      entryId: () => 5,
      takeBackBeside: () => undefined,
    });
  expect(undo(1)).toThrow(/run 1 was before an upgrade/);
  expect(undo(2)).toThrow(/run 2 was before an upgrade/);
  expect([undo(3)(), undo(4)()]).toMatchObject([{ undone: [{ id: 3 }] }, { undone: [{ id: 4 }] }]);
  closeLibrary(again);
});
