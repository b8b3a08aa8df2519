import Database from "better-sqlite3";
import { copyFileSync, existsSync, rmSync } from "node:fs";
import { moveDurably, syncFile } from "../durable.ts";
import { exitCodes, reasonOf, UserError } from "../errors.ts";
import type { Db } from "./connection.ts";
import { isBusy, isDamage, refuseOddFile } from "./faults.ts";
import { isUnwritable, openCopy } from "./opening/frozen.ts";
import { dropSearchIndex, isOfSearchIndex } from "./search-index.ts";

/** Pages between two looks at the clock and at Ctrl-C: about 40 MB a step. */
const pagesAStep = 10_000;
/** Nothing copied for so long: another program holds the file, and has forgotten it. */
const giveUpAfterMs = 30_000;

/**
 * Online backup. Copies the library at `path` as it is at one moment, with what stands in its log, while others read and write it;
 * nothing of it is migrated. The copy is one file without a log, and on the disk when this returns.
 * @throws what SQLite says of either file, or what `signal` was aborted with.
 */
export async function copyLibrary(path: string, copy: string, signal: AbortSignal): Promise<void> {
  refuseOddFile(path);
  const source = isUnwritable(path) ? openCopy(path) : new Database(path, { readonly: true });
  try {
    // One transaction for the whole of it: without, each commit of another process would make it begin anew.
    source.exec("BEGIN");
    source.prepare("SELECT count(*) FROM sqlite_schema").get();
    await copyPages(source, copy, signal);
  } finally {
    source.close();
  }
  const client = new Database(copy, { fileMustExist: true });
  client.pragma("journal_mode = DELETE");
  client.close();
  syncFile(copy);
}

/**
 * Atomic replacement of a library's content by that of the file `from`, in one transaction of SQLite's: a process that is killed, or
 * a power cut, leaves the old or the new one, and whoever has it open sees either. Only a library that SQLite can't open is replaced as a file.
 */
export async function replaceLibrary(from: string, path: string, signal: AbortSignal): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true });
  try {
    await copyPages(source, path, signal);
  } catch (error) {
    if (!isDamage(error)) throw error;
    replaceFile(from, path);
  } finally {
    source.close();
  }
}

/** Its log goes before it does: it would be read into the new one. */
function replaceFile(from: string, path: string): void {
  const incoming = `${path}.restoring`;
  copyFileSync(from, incoming);
  for (const beside of ["-wal", "-shm", "-journal"]) rmSync(path + beside, { force: true });
  moveDurably(incoming, path);
}

async function copyPages(source: Database.Database, to: string, signal: AbortSignal): Promise<void> {
  let remaining = Infinity;
  let movedAt = performance.now();
  await source.backup(to, {
    progress({ remainingPages }) {
      signal.throwIfAborted();
      if (remainingPages < remaining) movedAt = performance.now();
      else if (performance.now() - movedAt > giveUpAfterMs) throw inUse(to);
      remaining = remainingPages;
      return pagesAStep;
    },
  });
}

/** What is in a database: its rows by table, and its newest migration (drizzle's stamp; 0 for none). */
export interface Contents {
  rows: Record<string, number>;
  schema: number;
  /** The search index, which follows from the rest: what is wrong with it takes nothing from a library. */
  isIndexDamaged: boolean;
}

/**
 * Reads a copy from end to end; of one whose search index alone is damaged, all but that.
 * @throws UserError saying what is damaged in it.
 */
export function inspectCopy(path: string): Contents {
  const client = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const isIndexDamaged = !isWhole(client);
    const tables = tablesOf(client).filter((table) => !isIndexDamaged || !isOfSearchIndex(table));
    const wrong = isIndexDamaged ? firstWrong(client, tables) : undefined;
    if (wrong !== undefined) throw new DamagedError(path, wrong);
    const count = (table: string): number =>
      client
        .prepare(`SELECT count(*) FROM ${quoted(table)}`)
        .pluck()
        .get() as number;
    const rows = Object.fromEntries(tables.map((table) => [table, count(table)]));
    const newest = tables.includes("__drizzle_migrations")
      ? client.prepare("SELECT max(created_at) FROM __drizzle_migrations").pluck().get()
      : 0;
    return { rows, schema: Number(newest ?? 0), isIndexDamaged };
  } catch (error) {
    if (isDamage(error)) throw new DamagedError(path, reasonOf(error), error);
    throw error;
  } finally {
    client.close();
  }
}

/** Leaves the search index out of a copy: the next search there makes it. */
export function leaveOutIndex(path: string): void {
  const client = new Database(path, { fileMustExist: true });
  try {
    client.transaction(() => dropSearchIndex(client))();
  } finally {
    client.close();
  }
  syncFile(path);
}

function tablesOf(client: Database.Database): string[] {
  const sql =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
  return client.prepare<[], string>(sql).pluck().all();
}

/** SQLite can't say that of an index that it can't load: it throws. */
function isWhole(client: Database.Database): boolean {
  try {
    return client.pragma("integrity_check(1)", { simple: true }) === "ok";
  } catch (error) {
    if (isDamage(error) || isOdd(error)) return false;
    throw error;
  }
}

const isOdd = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code === "SQLITE_ERROR";

/** What is wrong with the first of these tables that is damaged. */
function firstWrong(client: Database.Database, tables: readonly string[]): string | undefined {
  for (const table of tables) {
    const said = String(client.pragma(`integrity_check(${quoted(table)})`, { simple: true }));
    if (said !== "ok") return said;
  }
  return undefined;
}

const quoted = (table: string): string => `"${table.replaceAll('"', '""')}"`;

export class DamagedError extends UserError {
  override name = "DamagedError";

  constructor(path: string, why: string, cause?: unknown) {
    super(`${path} is damaged: ${why.split("\n")[0]}`, { exitCode: exitCodes.failed, cause });
  }
}

/** Opens a file that is not migrated, lets `look` read in it, and closes it. @throws what SQLite says, of another schema too */
export function lookInto<T>(path: string, look: (db: Db) => T): T {
  const client = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return look({ $client: client });
  } finally {
    client.close();
  }
}

/**
 * Exclusive lock: whether no other process has this library open. Only then can its journal be of another kind for a moment, which every
 * opening sets right again. @throws UserError where one has.
 */
export function expectUnused(path: string): void {
  if (!existsSync(path)) return;
  const client = new Database(path, { timeout: 500 });
  try {
    client.pragma("journal_mode = DELETE");
  } catch (error) {
    if (isBusy(error)) throw inUse(path);
    if (!isDamage(error)) throw error; // nobody works on a damaged one
  } finally {
    client.close();
  }
}

function inUse(path: string): UserError {
  return new UserError(`${path} is in use by another command or program; nothing was changed`, {
    hint: "wait for it to end, or close it, then type the same command again",
    exitCode: exitCodes.failed,
  });
}
