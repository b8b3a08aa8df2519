import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { closeLibrary, oldestSafeSqlite, openLibrary, type OpenOptions } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { transact } from "../../src/db/transact.ts";
import { temporaryFolder, temporaryLibrary } from "../helpers/library.ts";
import { fingerprint } from "./fingerprint.ts";

async function open(path: string, options?: OpenOptions): Promise<Db> {
  const db = await openLibrary(path, options);
  onTestFinished(() => closeLibrary(db));
  return db;
}

const pragma = (db: Db, name: string): unknown => db.$client.pragma(name, { simple: true });
const countCategories = (db: Db): unknown =>
  db.$client.prepare("SELECT count(*) FROM categories").pluck().get();
const addCategory = (db: Db, name: string): unknown =>
  db.$client.prepare("INSERT INTO categories (kind, name) VALUES ('genre', ?)").run(name);

function expectPragmas(db: Db): void {
  expect({
    journal_mode: pragma(db, "journal_mode"),
    synchronous: pragma(db, "synchronous"),
    foreign_keys: pragma(db, "foreign_keys"),
    busy_timeout: pragma(db, "busy_timeout"),
    temp_store: pragma(db, "temp_store"),
    wal_autocheckpoint: pragma(db, "wal_autocheckpoint"),
    journal_size_limit: pragma(db, "journal_size_limit"),
  }).toEqual({
    journal_mode: "wal",
    synchronous: 2,
    foreign_keys: 1,
    busy_timeout: 7,
    temp_store: 2,
    wal_autocheckpoint: 1000,
    journal_size_limit: 67108864,
  });
}

test("every connection is set to lose nothing: the first, later ones, and one beside another", async () => {
  const path = join(temporaryFolder(), "deep", "down", "library.db");
  const first = await openLibrary(path, { busyTimeoutMs: 7 });
  expectPragmas(first);
  closeLibrary(first);
  expectPragmas(await open(path, { busyTimeoutMs: 7 }));
  expectPragmas(await open(path, { busyTimeoutMs: 7 }));
});

test("a library that somebody took out of WAL is put back", async () => {
  const { db, path } = await temporaryLibrary();
  expect(pragma(db, "journal_mode = DELETE")).toBe("delete");
  closeLibrary(db);
  expectPragmas(await open(path, { busyTimeoutMs: 7 }));
});

test("it waits for its turn to put it back", async () => {
  const { db, path } = await temporaryLibrary();
  pragma(db, "journal_mode = DELETE");
  db.$client.exec("BEGIN; SELECT count(*) FROM categories");
  setTimeout(() => db.$client.exec("COMMIT"), 300);
  expect(pragma(await open(path), "journal_mode")).toBe("wal");
});

test("a short command waits five seconds for a lock if nothing else is said", async () => {
  const { db } = await temporaryLibrary();
  expect(pragma(db, "busy_timeout")).toBe(5000);
});

test("a row that points nowhere is refused", async () => {
  const { db } = await temporaryLibrary();
  const insert = db.$client.prepare(
    "INSERT INTO albums (title, title_key, artwork_id, created_at, updated_at) VALUES ('x', 'x', 99, 0, 0)",
  );
  expect(() => insert.run()).toThrow(/FOREIGN KEY/);
});

test("this SQLite does not have the WAL-reset bug", async () => {
  const { db } = await temporaryLibrary();
  const numbers = (version: string): number[] => version.split(".").map(Number);
  const [major = 0, minor = 0, patch = 0] = numbers(
    db.$client.prepare("SELECT sqlite_version()").pluck().get() as string,
  );
  const [safeMajor = 0, safeMinor = 0, safePatch = 0] = numbers(oldestSafeSqlite);
  const weight = (a: number, b: number, c: number): number => a * 1e6 + b * 1e3 + c;
  expect(weight(major, minor, patch)).toBeGreaterThanOrEqual(weight(safeMajor, safeMinor, safePatch));
});

/** Section 5 of the design, and what is unique in each. */
const tables: Record<string, string[]> = {
  artists: [],
  albums: [],
  album_artists: ["album_id,position"],
  releases: [],
  tracks: [],
  release_tracks: ["release_id,medium,position"],
  identifiers: [], // several releases share a barcode: what is exclusive is kept by the writing door
  categories: ["kind,name"],
  item_categories: ["category_id,item_type,item_id"],
  external_links: ["item_type,item_id,source,external_id"],
  artworks: ["sha256"],
  lyrics: [],
  provider_runs: [],
  jobs: ["unique_key"],
  workers: ["id"],
  job_attempts: ["job_id,attempt,ended_at"],
  gates: ["api"],
};

test.each(Object.entries(tables))("there is a table %s, unique in %j", async (table, unique) => {
  const { db } = await temporaryLibrary();
  const columns = db.$client.pragma(`table_info(${table})`) as unknown[];
  expect(columns.length).toBeGreaterThan(0);
  const indexes = db.$client.pragma(`index_list(${table})`) as { name: string; unique: number }[];
  const found = indexes
    .filter((index) => index.unique === 1)
    .map(({ name }) =>
      (db.$client.pragma(`index_info(${name})`) as { name: string }[]).map((column) => column.name).join(),
    );
  for (const each of unique) expect(found).toContain(each);
});

test("lyrics are one row a track", async () => {
  const { db } = await temporaryLibrary();
  const columns = db.$client.pragma("table_info(lyrics)") as { name: string; pk: number }[];
  expect(columns.filter(({ pk }) => pk > 0).map(({ name }) => name)).toEqual(["track_id"]);
});

test("what was saved is there when it is opened again", async () => {
  const path = join(temporaryFolder(), "library.db");
  const first = await openLibrary(path);
  await transact(first, () => addCategory(first, "rock"));
  closeLibrary(first);
  expect(countCategories(await open(path))).toBe(1);
});

test("an empty file becomes a library", async () => {
  const { writeFileSync } = await import("node:fs");
  const path = join(temporaryFolder(), "library.db");
  writeFileSync(path, "");
  expect(countCategories(await open(path))).toBe(0);
});

test("a library that is not there is an empty one to who only looks, and nothing is made", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "deep", "library.db");
  const db = await open(path, { readonly: true });
  expect(countCategories(db)).toBe(0);
  expect([readdirSync(folder), existsSync(path)]).toEqual([[], false]);
});

test("who only looks can't write, and leaves every file as it was", async () => {
  const { db: writer, path } = await temporaryLibrary();
  addCategory(writer, "rock");
  closeLibrary(writer);
  const before = fingerprint(dirname(path));
  const db = await openLibrary(path, { readonly: true });
  expect(countCategories(db)).toBe(1);
  expect(() => addCategory(db, "pop")).toThrow(/readonly/);
  expect(() => db.$client.exec("DROP TABLE categories")).toThrow(/readonly/);
  closeLibrary(db);
  expect(fingerprint(dirname(path))).toEqual(before);
});

test("who only looks sees what another has just saved, and does not hinder it", async () => {
  const { db: writer, path } = await temporaryLibrary();
  addCategory(writer, "rock");
  const db = await open(path, { readonly: true });
  expect(countCategories(db)).toBe(1);
  addCategory(writer, "pop");
  expect(countCategories(db)).toBe(2);
  expect(() => addCategory(db, "folk")).toThrow(/readonly/);
});

test("who only looks leaves the log of one that died as it was", async () => {
  const { db: writer, path } = await temporaryLibrary();
  addCategory(writer, "rock");
  const { copyFileSync } = await import("node:fs");
  const copy = join(temporaryFolder(), "library.db");
  for (const suffix of ["", "-wal"]) copyFileSync(path + suffix, copy + suffix);
  const before = fingerprint(dirname(copy));
  const db = await openLibrary(copy, { readonly: true });
  expect(countCategories(db)).toBe(1);
  closeLibrary(db);
  expect(fingerprint(dirname(copy))).toMatchObject(before);
});
