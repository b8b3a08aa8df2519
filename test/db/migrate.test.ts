import Database from "better-sqlite3";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { schemaVersions } from "../../src/db/opening/migrate.ts";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { temporaryFolder, temporaryLibrary } from "../helpers/library.ts";
import { fingerprint } from "./fingerprint.ts";
import { migrations, oldLibrary } from "./old-library.ts";
import type { Opened } from "./opener.ts";
import { openElsewhere, start } from "./processes.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const categoriesIn = (client: Database.Database): unknown[] =>
  client.prepare("SELECT name FROM categories ORDER BY id").pluck().all();

const backupsOf = (path: string): string[] => {
  const folder = join(dirname(path), "backups");
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

async function open(path: string, now = Date.now): Promise<Db> {
  const db = await openLibrary(path, { now });
  onTestFinished(() => closeLibrary(db));
  return db;
}

test("a new library is made whole, and needs no backup", async () => {
  const { db, path } = await temporaryLibrary();
  const { program, file } = schemaVersions(db);
  expect(file).toBe(program);
  expect(file).toBe(migrations.at(-1)?.folderMillis);
  expect(db.$client.prepare("SELECT hash FROM __drizzle_migrations ORDER BY id").pluck().all()).toEqual(
    migrations.map(({ hash }) => hash),
  );
  expect(backupsOf(path)).toEqual([]);
});

test("a library of today is opened as it is", async () => {
  const { db, path } = await temporaryLibrary();
  closeLibrary(db);
  const before = fingerprint(dirname(path));
  closeLibrary(await openLibrary(path));
  expect(fingerprint(dirname(path))).toEqual(before);
});

test.skipIf(migrations.length < 2)(
  "an older library is brought up to date, with a copy of how it was before",
  async () => {
    const path = oldLibrary();
    const db = await open(path, () => Date.UTC(2026, 10, 21, 12, 34, 56, 789));
    const { program, file } = schemaVersions(db);
    expect(file).toBe(program);
    expect(categoriesIn(db.$client)).toEqual(["of old"]);
    expect(db.$client.pragma("foreign_keys", { simple: true })).toBe(1);

    const [backup = ""] = backupsOf(path);
    expect(backupsOf(path)).toEqual([`library-${migrations[0]?.folderMillis}-2026-11-21T12-34-56-789Z.db`]);
    const copy = new Database(join(dirname(path), "backups", backup), { readonly: true });
    onTestFinished(() => void copy.close());
    expect(categoriesIn(copy)).toEqual(["of old"]);
    expect(copy.prepare("SELECT max(created_at) FROM __drizzle_migrations").pluck().get()).toBe(
      migrations[0]?.folderMillis,
    );
    expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
  },
);

test.skipIf(migrations.length < 2)("who only looks does not bring an older library up to date", async () => {
  const path = oldLibrary();
  const before = fingerprint(dirname(path));
  await expect(openLibrary(path, { readonly: true })).rejects.toMatchObject({
    name: "UserError",
    message: `${path} has an older schema than this importer, and may not be changed now`,
    hint: expect.stringContaining("importer list albums") as string,
  });
  expect(fingerprint(dirname(path))).toEqual(before);
});

test.skipIf(migrations.length < 2)(
  "several processes that find an older library bring it up to date once, with one copy",
  async () => {
    const path = oldLibrary();
    const children = await Promise.all([1, 2, 3, 4].map(() => start("opener", path)));
    const told = children.map(
      (child) => new Promise<Opened>((resolve) => child.once("message", (opened: Opened) => resolve(opened))),
    );
    for (const child of children) child.send("go");
    for (const opened of await Promise.all(told)) {
      expect(opened).toMatchObject({ kind: "opened", integrity: "ok" });
    }
    expect(backupsOf(path)).toHaveLength(1);
    const db = await open(path);
    expect(categoriesIn(db.$client)).toHaveLength(5);
  },
);

/** This program as it may be tomorrow: a copy with one more migration. */
function programWith(tag: string, sql: string): string {
  const folder = temporaryFolder();
  for (const part of ["src", "drizzle", "package.json", "tsconfig.json", "test/db/opener.ts"]) {
    mkdirSync(dirname(join(folder, part)), { recursive: true });
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const journalPath = join(folder, "drizzle/meta/_journal.json");
  const journal = JSON.parse(readFileSync(journalPath, "utf8")) as { entries: object[] };
  const idx = journal.entries.length;
  journal.entries.push({ idx, version: "6", when: 9_999_999_999_999, tag, breakpoints: true });
  writeFileSync(journalPath, JSON.stringify(journal));
  writeFileSync(join(folder, "drizzle", `${tag}.sql`), sql);
  return folder;
}

test("tomorrow's migration is applied to today's library, with a copy of it kept", async () => {
  const { db, path } = await temporaryLibrary();
  db.$client.exec("INSERT INTO categories (kind, name) VALUES ('genre', 'of old')");
  const { file } = schemaVersions(db);
  closeLibrary(db);
  const program = programWith(
    "9998_moods",
    "CREATE TABLE moods (id integer PRIMARY KEY, name text NOT NULL);\n--> statement-breakpoint\n" +
      "INSERT INTO moods (name) SELECT name FROM categories;",
  );
  expect(openElsewhere(path, { program })).toMatchObject({
    kind: "opened",
    categories: 2,
    tables: expect.arrayContaining(["moods"]) as string[],
  });
  expect(backupsOf(path)).toEqual([expect.stringMatching(new RegExp(`^library-${file}-`))]);
  // And today's program does not touch what tomorrow's wrote.
  const before = fingerprint(dirname(path));
  expect(openElsewhere(path)).toMatchObject({
    kind: "refused",
    message: expect.stringMatching(/newer importer/) as string,
  });
  expect(fingerprint(dirname(path))).toEqual(before);
});

test.each([
  [
    "stops in the middle",
    "CREATE TABLE moods (id integer);\n--> statement-breakpoint\nSELECT nonsense;",
    /nonsense/,
  ],
  [
    "leaves a row that points nowhere",
    "INSERT INTO albums (title, title_key, artwork_id, created_at, updated_at) VALUES ('x', 'x', 99, 0, 0);",
    /the migration left 1 rows that point nowhere/,
  ],
])("a migration that %s leaves everything as it was, and the copy", async (_, sql, said) => {
  const { db, path } = await temporaryLibrary();
  db.$client.exec("INSERT INTO categories (kind, name) VALUES ('genre', 'of old')");
  const before = schemaVersions(db);
  closeLibrary(db);
  expect(openElsewhere(path, { program: programWith("9998_broken", sql) })).toEqual({
    kind: "failed",
    message: expect.stringMatching(said) as string,
  });
  const again = await open(path);
  expect(schemaVersions(again)).toEqual(before);
  expect(again.$client.prepare("SELECT count(*) FROM albums").pluck().get()).toBe(0);
  expect(categoriesIn(again.$client)).toEqual(["of old"]);
  expect(backupsOf(path)).toHaveLength(1);
});
