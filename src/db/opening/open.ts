import type { Db } from "../connection.ts";
import Database from "better-sqlite3";
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "../../durable.ts";
import { UserError } from "../../errors.ts";
import { explainDriverFault } from "./driver.ts";
import { explainDatabaseError, refuseOddFile } from "../faults.ts";
import { isUnwritable, openCopy } from "./frozen.ts";
import { migrate } from "./migrate.ts";
import { refreshStatistics } from "../statistics.ts";
import { retryWhileBusy } from "../transact.ts";

export interface OpenOptions {
  /**
   * How long a statement may block this process while another writes. 5 s suits a short command; a process
   * that must stay responsive takes a few ms and waits asynchronously in `transact`.
   */
  busyTimeoutMs?: number;
  /** Changes nothing on the disk; a library that does not exist yet is an empty one in memory. */
  readonly?: boolean;
  /** Where it can't be written: `look` into a copy of it, as with `readonly`. Such a one is refused, unless said. */
  ifUnwritable?: "look";
  now?: () => number;
}

/** SQLite before this can corrupt a WAL database written by several processes (the WAL-reset bug). */
export const oldestSafeSqlite = "3.51.3";

/**
 * Opens the library at `path`, creating and migrating it as needed.
 * @throws UserError naming the path and what to do, for a file that is no library of ours, a newer schema,
 *   an unwritable folder or a full disk.
 */
export async function openLibrary(path: string, given: OpenOptions = {}): Promise<Db> {
  let client: Database.Database | undefined;
  try {
    refuseOddFile(path);
    const isFrozen = (given.readonly || given.ifUnwritable === "look") && isUnwritable(path);
    const options = isFrozen ? { ...given, readonly: true } : given;
    client = isFrozen ? openCopy(path) : options.readonly ? connectReadonly(path) : connect(path);
    client.pragma("busy_timeout = 5000");
    // Reading first: a file that is no database must be refused before a pragma could change it.
    client.prepare("SELECT count(*) FROM sqlite_master").get();
    const db: Db = { $client: client };
    const { readonly = false, now = Date.now } = options;
    const openReader = (): Database.Database => new Database(path, { readonly: true });
    await migrate(db, { path, readonly, isCopy: isFrozen, now, openReader });
    if (isFrozen) client.pragma("query_only = ON");
    const opened = client;
    await retryWhileBusy(() => setPragmas(opened, options)); // SQLite does not wait for its turn to change the journal mode
    return db;
  } catch (error) {
    if (client) closeUntouched(client);
    throw explainDriverFault(error) ?? explainDatabaseError(error, path) ?? error;
  }
}

/** One that was written to leaves fresh statistics behind. */
export function closeLibrary({ $client }: Db): void {
  if ($client.open) refreshStatistics($client);
  $client.close();
}

function connect(path: string): Database.Database {
  makeFolder(dirname(path));
  return new Database(path);
}

function connectReadonly(path: string): Database.Database {
  if (!existsSync(path)) return new Database(":memory:");
  // Closing writes the log into the file, unless the connection may only read; such a one, in turn, leaves
  // the files of an empty log behind.
  if (hasLog(path)) return new Database(path, { readonly: true });
  const client = new Database(path);
  client.pragma("query_only = ON");
  return client;
}

/** Closes a file that was refused. Another connection, which may only read, keeps its log from being written into it. */
function closeUntouched(client: Database.Database): void {
  let reader: Database.Database | undefined;
  try {
    if (hasLog(client.name)) {
      reader = new Database(client.name, { readonly: true });
      reader.prepare("SELECT count(*) FROM sqlite_master").get();
    }
  } catch {
    // Then it can't be read at all, and why is said already.
  } finally {
    client.close();
    reader?.close();
  }
}

const hasLog = (path: string): boolean => Boolean(statSync(`${path}-wal`, { throwIfNoEntry: false })?.size);

function setPragmas(client: Database.Database, { readonly, busyTimeoutMs = 5000 }: OpenOptions): void {
  if (!client.memory && !readonly) {
    expectPragma(client, "journal_mode = WAL", "wal");
    // Set on every open: better-sqlite3's build falls back to NORMAL on a database that is already WAL,
    // and then "saved" would not survive a power cut.
    client.pragma("synchronous = FULL");
    expectPragma(client, "synchronous", 2);
    client.pragma("wal_autocheckpoint = 1000");
    client.pragma("journal_size_limit = 67108864");
  }
  client.pragma("foreign_keys = ON");
  expectPragma(client, "foreign_keys", 1);
  client.pragma("temp_store = MEMORY");
  client.pragma(`busy_timeout = ${busyTimeoutMs}`);
}

function expectPragma(client: Database.Database, pragma: string, expected: string | number): void {
  const value: unknown = client.pragma(pragma, { simple: true });
  if (value !== expected) {
    throw new UserError(
      `${client.name}: "PRAGMA ${pragma}" answers ${String(value)}, needed is ${expected}`,
      {
        hint: "put the library on a local disk (set IMPORTER_HOME): network file systems can't keep it safe",
      },
    );
  }
}
