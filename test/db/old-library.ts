import Database from "better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";
import { temporaryFolder } from "../helpers/library.ts";

export const migrations = readMigrationFiles({ migrationsFolder: join(packageRoot(), "drizzle") });

/** A library as the first version of this program left it, with something in it. */
export function oldLibrary(path = join(temporaryFolder(), "library.db")): string {
  const client = new Database(path);
  client.pragma("journal_mode = WAL");
  const [first] = migrations;
  client.exec(
    "CREATE TABLE __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at NUMERIC)",
  );
  for (const statement of first?.sql ?? []) client.exec(statement);
  client
    .prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)")
    .run(first?.hash, first?.folderMillis);
  client.exec("INSERT INTO categories (kind, name) VALUES ('genre', 'of old')");
  client.close();
  return path;
}
