import Database from "better-sqlite3";
import { statSync } from "node:fs";
import { reasonOf, UserError } from "../../errors.ts";
import { isDamage } from "../faults.ts";

/** Somebody else's database, and how messages name it. */
export interface ForeignFile {
  path: string;
  /** What it should be: "the LRCLIB database". */
  what: string;
  /** The setting that names it. */
  setting: string;
}

/**
 * Opens somebody else's SQLite file for reading: no pragma is set in it, nothing is migrated.
 * @throws UserError naming the file, if it is not there, can't be read, or is no SQLite database.
 */
export function openForeignDatabase(file: ForeignFile): Database.Database {
  if (!statSync(file.path, { throwIfNoEntry: false })?.isFile())
    throw refuseForeign(file, "there is no such file");
  let client: Database.Database | undefined;
  try {
    client = new Database(file.path, { readonly: true, fileMustExist: true });
    client.pragma("trusted_schema = OFF"); // its views and triggers may be anybody's
    client.prepare("SELECT count(*) FROM sqlite_master").get();
    return client;
  } catch (error) {
    client?.close();
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "SQLITE_NOTADB") {
      throw refuseForeign(file, "it is not a SQLite database; a packed one must be unpacked first", error);
    }
    if (code === "SQLITE_CANTOPEN" || code.startsWith("SQLITE_READONLY")) {
      throw refuseForeign(file, "it can't be opened; in WAL mode its folder must be writable", error);
    }
    throw unreadableForeign(file, error) ?? error;
  }
}

/** Damaged, locked, on a disk that fails … Undefined for what is not SQLite's word. */
export function unreadableForeign(file: ForeignFile, error: unknown): UserError | undefined {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!code.startsWith("SQLITE_")) return undefined;
  const why = isDamage(error) ? "it is damaged" : `it can't be read: ${reasonOf(error)}`;
  return refuseForeign(file, why, error);
}

/** The same words for whatever is wrong with such a file. */
export function refuseForeign({ path, what, setting }: ForeignFile, why: string, cause?: unknown): UserError {
  const hint = `let ${setting} name another file, or leave it out`;
  return new UserError(`${what} can't be used: ${path}: ${why}`, { hint, cause });
}
