import { onTestFinished, expect, test } from "vitest";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { transact } from "../../src/db/transact.ts";
import { temporaryFolder, temporaryLibrary } from "../helpers/library.ts";
import { fingerprint } from "./fingerprint.ts";
import { dirname, join } from "node:path";

const addCategories = (db: Db, from: number, to: number): Promise<void> =>
  transact(db, () => {
    const insert = db.$client.prepare("INSERT INTO categories (kind, name) VALUES ('genre', ?)");
    for (let at = from; at < to; at++) insert.run(`genre ${at}`);
  });
const askCategory = (db: Db): unknown =>
  db.$client.prepare("SELECT id FROM categories WHERE kind = ? AND name = ?").get("genre", "genre 1");

async function statisticsAt(path: string): Promise<string[]> {
  const { $client } = await openLibrary(path);
  onTestFinished(() => void $client.close());
  const has = $client.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").get();
  if (!has) return [];
  const samples = $client.prepare("SELECT name FROM sqlite_schema WHERE name = 'sqlite_stat4'").get();
  expect(samples && $client.prepare("SELECT 1 FROM sqlite_stat4").get()).toBeUndefined();
  const tables = $client.prepare<[], { tbl: string }>("SELECT DISTINCT tbl FROM sqlite_stat1");
  return tables.all().map(({ tbl }) => tbl);
}

test("a connection that wrote leaves statistics of the tables it used", async () => {
  const { db, path } = await temporaryLibrary();
  await addCategories(db, 0, 2_000);
  askCategory(db);
  closeLibrary(db);
  expect(await statisticsAt(path)).toEqual(["categories"]);
});

test("of a table with few rows it leaves none: it would be read from end to end while it grows", async () => {
  const { db, path } = await temporaryLibrary();
  await addCategories(db, 0, 20);
  askCategory(db);
  closeLibrary(db);
  expect(await statisticsAt(path)).toEqual([]);
});

test("one that only read writes nothing", async () => {
  const { db, path } = await temporaryLibrary();
  await addCategories(db, 0, 2_000);
  db.$client.close();
  const before = fingerprint(dirname(path));
  for (const readonly of [true, false]) {
    const reader = await openLibrary(path, { readonly });
    askCategory(reader);
    closeLibrary(reader);
  }
  expect(fingerprint(dirname(path))).toEqual(before);
  expect(await statisticsAt(path)).toEqual([]);
});

test("while another process writes it is left to the next command", async () => {
  const { db, path } = await temporaryLibrary();
  const other = await openLibrary(path);
  onTestFinished(() => void other.$client.close());
  await addCategories(db, 0, 2_000);
  askCategory(db);
  other.$client.exec("BEGIN IMMEDIATE");
  closeLibrary(db);
  expect(db.$client.open).toBe(false);
  other.$client.exec("COMMIT");
  expect(await statisticsAt(path)).toEqual([]);
});

test("closing twice, or what never was a file, is no fault", async () => {
  const db = await openLibrary(join(temporaryFolder(), "library.db"), { readonly: true });
  closeLibrary(db);
  closeLibrary(db);
});
