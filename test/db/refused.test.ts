import Database from "better-sqlite3";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
  closeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { UserError } from "../../src/errors.ts";
import { faultOf } from "../helpers/http.ts";
import { temporaryFolder, temporaryLibrary } from "../helpers/library.ts";
import { fingerprint } from "./fingerprint.ts";
import { openElsewhere } from "./processes.ts";

const modes = [{ readonly: false }, { readonly: true }];
const isRoot = process.getuid?.() === 0;

async function refusalOf(path: string, options = {}): Promise<UserError> {
  const error = await faultOf(openLibrary(path, options));
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}

/** A library that a newer importer wrote; with `isLogLeft`, one that was cut off before it could tidy up. */
async function newerLibrary(isLogLeft: boolean): Promise<string> {
  const { db, path } = await temporaryLibrary();
  db.$client.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('newer', 9999999999999)");
  const copy = join(temporaryFolder(), "library.db");
  if (isLogLeft) copyFileSync(`${path}-wal`, `${copy}-wal`);
  else db.$client.pragma("wal_checkpoint(TRUNCATE)");
  copyFileSync(path, copy);
  return copy;
}

test.each(modes.flatMap((mode) => [[mode, false] as const, [mode, true] as const]))(
  "a library of a newer importer is refused (%j, a log left: %j), and not a byte of it changes",
  async (mode, isLogLeft) => {
    const path = await newerLibrary(isLogLeft);
    const before = fingerprint(dirname(path));
    expect(Object.keys(before)).toHaveLength(isLogLeft ? 2 : 1);
    const error = await refusalOf(path, mode);
    expect(error.message).toBe(
      `${path} was written by a newer importer than this one; it was left untouched`,
    );
    expect(error.hint).toContain("npm install --global importer");
    expect(fingerprint(dirname(path))).toEqual(before);
  },
);

test.each(modes)("a file that is no database is refused (%j) and kept", async (mode) => {
  const path = join(temporaryFolder(), "library.db");
  writeFileSync(path, "Dear diary,\n".repeat(100));
  const before = fingerprint(dirname(path));
  const error = await refusalOf(path, mode);
  expect(error.message).toBe(`${path} is not a SQLite database`);
  expect(error.hint).toContain("IMPORTER_HOME");
  expect(fingerprint(dirname(path))).toEqual(before);
});

test.each([
  ["of its own making", "CREATE TABLE photos (id integer PRIMARY KEY)", "DELETE"],
  ["in WAL mode", "CREATE TABLE photos (id integer PRIMARY KEY)", "WAL"],
  [
    "made with drizzle, older than we are",
    "CREATE TABLE photos (id integer); CREATE TABLE __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT, created_at NUMERIC); INSERT INTO __drizzle_migrations VALUES (1, 'x', 1600000000000)",
    "WAL",
  ],
  [
    "made with drizzle, still without a migration",
    "CREATE TABLE photos (id integer); CREATE TABLE __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT, created_at NUMERIC)",
    "DELETE",
  ],
])("another program's database, %s, is refused and kept", async (_, sql, journalMode) => {
  const path = join(temporaryFolder(), "library.db");
  const theirs = new Database(path);
  theirs.pragma(`journal_mode = ${journalMode}`);
  theirs.exec(sql);
  theirs.close();
  const before = fingerprint(dirname(path));
  for (const mode of modes) {
    const error = await refusalOf(path, mode);
    expect(error.message).toBe(`${path} is the SQLite database of another program; it was left untouched`);
    expect(error.hint).toContain("IMPORTER_HOME");
    expect(fingerprint(dirname(path))).toEqual(before);
  }
});

test("a damaged library is called that, with where its copies are", async () => {
  const { db, path } = await temporaryLibrary();
  closeLibrary(db);
  const file = openSync(path, "r+");
  writeSync(file, Buffer.alloc(3000, 0xff), 0, 3000, 100); // the tree of the schema
  closeSync(file);
  const error = await refusalOf(path);
  expect(error.message).toBe(`${path} is damaged`);
  expect(error.hint).toContain(join(dirname(path), "backups"));
});

test("a refused file is let go of", async () => {
  const path = join(temporaryFolder(), "library.db");
  writeFileSync(path, "Dear diary,\n".repeat(100));
  await refusalOf(path);
  if (process.platform === "linux") expect(openFiles()).not.toContain(path);
  renameSync(path, `${path}.old`);
  const db = await openLibrary(path);
  closeLibrary(db);
});

/** What this process has open. */
function openFiles(): string[] {
  return readdirSync("/proc/self/fd").flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return []; // closed meanwhile
    }
  });
}

test("a path below a file can't be written", async () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  const path = join(file, "library.db");
  const error = await refusalOf(path);
  expect(error.message).toMatch(new RegExp(`^cannot write ${path}: `));
  expect(error.hint).toContain("IMPORTER_HOME");
  expect(error.exitCode).toBe(2);
});

test("a folder where the library should be can't be opened", async () => {
  const path = join(temporaryFolder(), "library.db");
  mkdirSync(path);
  expect((await refusalOf(path)).message).toMatch(/library\.db is a folder, not a library$/);
});

/** Somebody who may write nothing here. */
const nobody = 65534;

test.skipIf(!isRoot).each([
  ["a folder that may not be written, for a new library", 0o555, "new"],
  ["a folder that may not even be looked into", 0o000, "new"],
  ["a library that may not be written", 0o555, "existing"],
])("%s is said (needs root, to be somebody else)", async (_, folderMode, kind) => {
  const home = join(temporaryFolder(), "home");
  mkdirSync(home);
  chmodSync(dirname(home), 0o755);
  const path = join(home, "library.db");
  if (kind === "existing") closeLibrary(await openLibrary(path));
  chmodSync(home, folderMode);
  onTestFinished(() => chmodSync(home, 0o755));
  expect(openElsewhere(path, { userId: nobody })).toMatchObject({
    kind: "refused",
    message: expect.stringMatching(new RegExp(`^cannot write ${path}: `)) as string,
    hint: `make ${home} writable, or set IMPORTER_HOME to a folder that is`,
    exitCode: 2,
  });
});

test.skipIf(!isRoot)(
  "a library of somebody else can be looked at, if its folder can be written (needs root)",
  async () => {
    const home = temporaryFolder();
    const path = join(home, "library.db");
    closeLibrary(await openLibrary(path));
    chmodSync(home, 0o755);
    chownSync(home, nobody, nobody);
    expect(openElsewhere(path, { userId: nobody, mode: "readonly" })).toMatchObject({
      kind: "opened",
      categories: 0,
    });
    rmSync(path);
  },
);

test.skipIf(isRoot)("a folder that may not be written is said", async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o555);
  onTestFinished(() => chmodSync(folder, 0o755));
  expect((await refusalOf(join(folder, "library.db"))).message).toMatch(/^cannot write/);
});
