import { existsSync, lstatSync, readlinkSync, statSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { exitCodes, UnavailableError, UserError } from "../errors.ts";

/** SQLite's and the file system's codes, in a person's words. Undefined when the error is neither. */
export function explainDatabaseError(error: unknown, path: string): UserError | undefined {
  const code = error instanceof UnavailableError ? undefined : codeOf(error);
  if (code === undefined) return undefined;
  const explain = (message: string, hint: string): UserError =>
    new UserError(message, { hint, cause: error, exitCode: exitCodes.failed });

  if (code === "SQLITE_NOTADB") {
    return explain(`${path} is not a SQLite database`, "move that file away, or set IMPORTER_HOME");
  }
  if (code.startsWith("SQLITE_CORRUPT")) {
    return explain(
      `${path} is damaged`,
      `look for a copy in ${dirname(path)}/backups, then: importer doctor`,
    );
  }
  if (isFull(code)) {
    return explain(
      `the disk that holds ${path} is full; what was saved before is safe`,
      "free some space, then type the same command again",
    );
  }
  if (isUnwritable(code)) {
    return explain(
      `cannot write ${path} (${code})`,
      `make ${dirname(path)} writable, or set IMPORTER_HOME to a folder that is`,
    );
  }
  if (isBusy(error)) {
    return explain(
      `${path} is in use by another program, which has not let go of it all this time; nothing more was written`,
      "wait for it to end, or close it, then type the same command again",
    );
  }
  return code.startsWith("SQLITE_IOERR")
    ? explain(`the disk could not read or write ${path} (${code})`, "check the disk, then: importer doctor")
    : undefined;
}

/**
 * SQLite only says "unable to open", or would make a library wherever a dangling link points.
 * @throws UserError when something else than a file stands in the library's place.
 */
export function refuseOddFile(path: string): void {
  const odd = whatStandsAt(path);
  const hint = "move it away, or set IMPORTER_HOME to another folder";
  if (odd !== undefined) throw new UserError(odd, { hint, exitCode: exitCodes.failed });
}

function whatStandsAt(path: string): string | undefined {
  const found = existsSync(dirname(path)) ? lookAt(path) : undefined;
  if (found?.isDirectory()) return `${path} is a folder, not a library`;
  if (found?.isSymbolicLink() && !existsSync(path)) {
    return `${path} is a link to ${readlinkSync(path)}, and nothing is there`;
  }
  if (found && !found.isSymbolicLink() && !found.isFile()) return `${path} is no file`;
  return statSync(path, { throwIfNoEntry: false })?.isDirectory()
    ? `${path} is a link to a folder`
    : undefined;
}

function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // the folder is none, or may not be looked into: opening says so
  }
}

/** The library itself can't be read or written, whatever it was about: going on would fail for everything else. */
export function isLibraryFault(error: unknown): boolean {
  if (error instanceof UnavailableError) return false; // a firewall says EACCES, too
  const code = codeOf(error) ?? "";
  return code.startsWith("SQLITE_") || ["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EIO"].includes(code);
}

/** Another connection holds the write lock right now. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED"));
}

function isFull(code: string): boolean {
  return ["SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "ENOSPC", "EDQUOT"].includes(code);
}

function isUnwritable(code: string): boolean {
  const unwritable = ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "SQLITE_CANTOPEN", "SQLITE_PERM"];
  return unwritable.includes(code) || code.startsWith("SQLITE_READONLY");
}

/** The code of the innermost cause that has one: drizzle wraps what the driver throws. */
function codeOf(error: unknown): string | undefined {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ("code" in each && typeof each.code === "string") return each.code;
  }
  return undefined;
}
