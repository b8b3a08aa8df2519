import { existsSync, lstatSync, readlinkSync, statSync, type Stats } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { fullDiskCodes, isSystemError } from "../errno.ts";
import { exitCodes, reasonOf, speaks, UserError, type ExitCode } from "../errors.ts";

/** The library itself can't be read or written, in a person's words. Going on would fail for everything else. */
export class LibraryError extends UserError {
  override name = "LibraryError";
}

/**
 * Error translation. What SQLite and the file system say of the library at `path`. Undefined for a fault that speaks for itself,
 * whatever caused it, for one that was about another path, and for what is no fault of either.
 */
export function explainDatabaseError(error: unknown, path: string): UserError | undefined {
  const cause = causeWithCode(error);
  if (cause === undefined || isElsewhere(cause, path)) return undefined;
  const { code } = cause;
  const explain = (message: string, hint: string, exitCode: ExitCode = exitCodes.failed): UserError =>
    new LibraryError(message, { hint, cause: error, exitCode });

  if (code === "SQLITE_NOTADB") {
    return explain(`${path} is not a SQLite database`, "move that file away, or set IMPORTER_HOME");
  }
  if (code.startsWith("SQLITE_CORRUPT")) {
    return explain(
      `${path} is damaged`,
      `importer restore takes a copy from ${dirname(path)}/backups, or a backup of yours`,
    );
  }
  if (isFullCode(code)) {
    return explain(
      `the disk that holds ${path} is full; what was saved before is safe`,
      "free some space, then type the same command again",
    );
  }
  if (isUnwritable(code)) {
    return explain(
      `cannot write ${placeOf(cause, path)}: ${reasonOf(cause)}`,
      `make ${dirname(path)} writable, or set IMPORTER_HOME to a folder that is`,
      exitCodes.usage, // a place where nothing can be kept is a matter of the settings
    );
  }
  if (isBusy(error)) {
    return explain(
      `${path} is in use by another program, which has not let go of it all this time; nothing more was written`,
      "wait for it to end, or close it, then type the same command again",
    );
  }
  return code.startsWith("SQLITE_IOERR") || code === "EIO"
    ? explain(`the disk could not read or write ${path}`, "check the disk, then: importer doctor")
    : undefined;
}

/**
 * SQLite only says "unable to open", or would make a library wherever a dangling link points.
 * @throws UserError when something else than a file stands in the library's place.
 */
export function refuseOddFile(path: string): void {
  const odd = whatStandsAt(path);
  const hint = "move it away, or set IMPORTER_HOME to another folder";
  if (odd !== undefined) throw new UserError(odd, { hint });
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

/** The library itself can't be read or written, whatever it was about. */
export function isLibraryFault(error: unknown): boolean {
  if (error instanceof LibraryError) return true;
  const code = causeWithCode(error)?.code ?? "";
  return code.startsWith("SQLITE_") || [...fullDiskCodes, "EROFS", "EACCES", "EPERM", "EIO"].includes(code);
}

/** The file itself is broken, or is no database. */
export function isDamage(error: unknown): boolean {
  const code = causeWithCode(error)?.code ?? "";
  return code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB";
}

/** A unique value that another row has, a row that points nowhere. */
export function isConstraint(error: unknown): boolean {
  return causeWithCode(error)?.code.startsWith("SQLITE_CONSTRAINT") ?? false;
}

/** Another connection holds the write lock right now. */
export function isBusy(error: unknown): boolean {
  const code = causeWithCode(error)?.code;
  return code !== undefined && (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED"));
}

/** Nothing more fits, in SQLite's words or the system's. */
export function isFullCode(code: string): boolean {
  return ["SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", ...fullDiskCodes].includes(code);
}

function isUnwritable(code: string): boolean {
  const ofSystem = ["EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR", "EEXIST", "EISDIR", "ENAMETOOLONG"];
  const others = ["ELOOP", "EINVAL", "SQLITE_CANTOPEN", "SQLITE_PERM"];
  return [...ofSystem, ...others].includes(code) || code.startsWith("SQLITE_READONLY");
}

/** The innermost cause that has a code: drizzle wraps what the driver throws. A fault that speaks for itself hides its causes. */
function causeWithCode(error: unknown): (Error & { code: string }) | undefined {
  for (let each = error; each instanceof Error && !speaks(each); each = each.cause) {
    if ("code" in each && typeof each.code === "string") return each as Error & { code: string };
  }
  return undefined;
}

/** A cover beside the library is named itself; a folder above it stands for the library. */
function placeOf(cause: Error, path: string): string {
  const about = isSystemError(cause) ? cause.path : undefined;
  return about !== undefined && resolve(about).startsWith(dirname(resolve(path)) + sep) ? about : path;
}

/** The user's music, an export's target: no fault of the library. What has no path was written into a file that was open. */
function isElsewhere(cause: Error, path: string): boolean {
  if (!isSystemError(cause) || cause.path === undefined) return false;
  const [folder, about] = [dirname(resolve(path)), resolve(cause.path)];
  // Making the home folder begins above it.
  return about !== folder && !about.startsWith(folder + sep) && !folder.startsWith(about + sep);
}
