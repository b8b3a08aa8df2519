import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../../durable.ts";
import { UserError } from "../../errors.ts";
import { packageRoot } from "../../package-root.ts";
import type { Db } from "../connection.ts";
import { retryWhileBusy } from "../transact.ts";

/** drizzle's own record of what it applied, kept in its form so that its tools can read the file too. */
const createRecord = `CREATE TABLE IF NOT EXISTS __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at NUMERIC)`;

interface Options {
  path: string;
  readonly: boolean;
  /** Nobody's library, but a copy that goes with this process: it needs no backup. */
  isCopy: boolean;
  now: () => number;
  /** A second connection to the same file, which only reads. */
  openReader: () => Db["$client"];
}

/** The newest migration this program knows, and the newest the file holds (0 for none), as drizzle's stamps. */
export function schemaVersions(db: Db): { program: number; file: number } {
  const program = newestMigration();
  if (!hasTable(db, "__drizzle_migrations")) return { program, file: 0 };
  const newest = db.$client.prepare("SELECT max(created_at) FROM __drizzle_migrations").pluck().get();
  return { program, file: Number(newest ?? 0) };
}

/** The newest migration this program knows, as drizzle's stamp. */
export function newestMigration(): number {
  const journal = JSON.parse(
    readFileSync(join(packageRoot(), "drizzle", "meta", "_journal.json"), "utf8"),
  ) as { entries: { when: number }[] };
  return Math.max(...journal.entries.map((entry) => entry.when));
}

/** Brings the file's schema up to this program's; a file that already held data is backed up first. */
export async function migrate(db: Db, options: Options): Promise<void> {
  const { program, file } = schemaVersions(db);
  if (file > program) throw newerSchema(options.path);
  if (file === program) return;
  if (isForeign(db)) throw foreignDatabase(options.path);
  const inMemory = db.$client.memory;
  if (options.readonly && !inMemory && !options.isCopy) {
    throw new UserError(
      `${options.path} has an older schema than this importer, and may not be changed now`,
      {
        hint: "run a command that writes once, for instance: importer list albums",
      },
    );
  }
  await applyMigrations(db, options);
}

async function applyMigrations(db: Db, options: Options): Promise<void> {
  const { readMigrationFiles } = await import("drizzle-orm/migrator");
  const migrations = readMigrationFiles({ migrationsFolder: join(packageRoot(), "drizzle") });
  const client = db.$client;
  client.pragma("foreign_keys = OFF"); // a migration may rebuild a table that others point to
  // drizzle's own migrator begins a deferred transaction: two processes that open a new library at once
  // would both create its tables. This one looks again once it holds the write lock.
  const apply = client.transaction(() => {
    client.exec(createRecord);
    const note = client.prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)");
    const { program, file } = schemaVersions(db);
    if (file > 0 && file < program && !options.isCopy) backUp(options, file);
    for (const migration of migrations.filter((each) => each.folderMillis > file)) {
      for (const statement of migration.sql) client.exec(statement);
      note.run(migration.hash, migration.folderMillis);
    }
    const broken = client.pragma("foreign_key_check") as unknown[];
    if (broken.length > 0) throw new Error(`the migration left ${broken.length} rows that point nowhere`);
  });
  client.unsafeMode(true); // and one may change how a table is declared (https://www.sqlite.org/lang_altertable.html, "other kinds")
  try {
    await retryWhileBusy(() => apply.immediate());
  } finally {
    client.unsafeMode(false);
  }
}

/** Called under the write lock, so that exactly what is about to be migrated is kept, and only once. */
function backUp({ path, now, openReader }: Options, version: number): void {
  const folder = join(dirname(path), "backups");
  makeFolder(folder);
  const stamp = new Date(now()).toISOString().replace(/[:.]/g, "-");
  const copy = join(folder, `library-${version}-${stamp}.db`);
  const reader = openReader();
  try {
    reader.prepare("VACUUM INTO ?").run(copy);
  } catch (error) {
    rmSync(copy, { force: true }); // half a copy would look like a whole one
    throw error;
  } finally {
    reader.close();
  }
}

function hasTable(db: Db, name: string): boolean {
  const find = db.$client.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
  return find.get(name) !== undefined;
}

/** Holds tables, and not ours. One query: another process may be making ours at this moment, all at once. */
function isForeign(db: Db): boolean {
  const count = db.$client.prepare<[], { tables: number; ours: number }>(
    `SELECT count(*) AS tables, count(*) FILTER (WHERE name = 'provider_runs') AS ours
     FROM sqlite_master WHERE type = 'table' AND name <> '__drizzle_migrations'`,
  );
  const { tables, ours } = count.get()!;
  return tables > 0 && ours === 0;
}

function newerSchema(path: string): UserError {
  return new UserError(`${path} was written by a newer importer than this one; it was left untouched`, {
    hint: "update this program: npm install --global importer",
  });
}

function foreignDatabase(path: string): UserError {
  return new UserError(`${path} is the SQLite database of another program; it was left untouched`, {
    hint: "choose another folder: set IMPORTER_HOME",
  });
}
