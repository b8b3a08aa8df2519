import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { explainDatabaseError, isBusy, isDamage, isFullCode } from "../db/faults.ts";
import {
  copyLibrary,
  DamagedError,
  inspectCopy,
  leaveOutIndex,
  lookInto,
  type Contents,
} from "../db/snapshot.ts";
import { exitCodes, messageOf, reasonOf, UserError } from "../errors.ts";
import { shellQuoted } from "../plain-text.ts";
import { isSystemError } from "../errno.ts";
import { listArtworkFiles } from "../library/enrichment/artworks.ts";
import { packageVersion } from "../package-root.ts";
import { copyCover, forEachOf, sumOf } from "./copy-files.ts";
import { coverPath, libraryName, writeManifest, type BackedUpFile, type Manifest } from "./manifest.ts";
import { entriesOf, makeFolderWhole } from "./whole-folder.ts";

export interface BackupOptions {
  /** Holds `library.db` and `artwork/`. */
  home: string;
  /** Becomes the backup: it must not be there yet, or be empty. */
  folder: string;
  /** False: they stay where they lie, and a restore leaves them there. */
  covers: boolean;
  now: () => number;
  signal: AbortSignal;
}

export interface Backup {
  folder: string;
  manifest: Manifest;
  /** Covers that the library has a row of, and no whole file. */
  missing: string[];
  /** The search index was damaged: it is not in the copy, and the first search of that makes it. */
  withoutIndex: boolean;
}

/**
 * A backup: the library as it is at one moment, with its covers and the sum of each file, checked, and on the disk when this returns. It
 * gets its place when it is whole: a folder of that name is a whole backup, or there is none.
 * @throws UserError naming what could not be read or written; nothing is left then.
 */
export async function makeBackup(options: BackupOptions): Promise<Backup> {
  const { home, signal } = options;
  const folder = resolve(options.folder);
  const library = join(home, libraryName);
  if (!existsSync(library)) {
    throw new UserError(`there is no library to back up: ${library} is not there`, {
      hint: "set IMPORTER_HOME to the folder that holds it",
    });
  }
  expectFree(folder);
  try {
    return await makeFolderWhole(folder, async (part) => {
      const { manifest, ...told } = await fill(part, library, options);
      signal.throwIfAborted();
      writeManifest(part, manifest);
      return { folder, manifest, ...told };
    });
  } catch (error) {
    throw aboutTarget(error, folder) ?? error;
  }
}

async function fill(
  part: string,
  library: string,
  { home, covers, now, signal }: BackupOptions,
): Promise<Omit<Backup, "folder">> {
  const madeAt = now();
  const copy = join(part, libraryName);
  const { isIndexDamaged: withoutIndex, ...contents } = await copyChecked(library, copy, signal);
  const files: BackedUpFile[] = [{ path: libraryName, ...(await sumOf(copy, signal)) }];
  const missing: string[] = [];
  const wanted = covers && contents.rows["artworks"] ? lookInto(copy, listArtworkFiles) : [];
  await forEachOf(wanted, async ({ path }) => {
    signal.throwIfAborted();
    const [, sha256] = coverPath.exec(path) ?? [];
    const copied = sha256 && (await copyCover(path, sha256, { from: home, to: part }));
    if (copied) files.push(copied);
    else missing.push(path);
  });
  return {
    manifest: { format: 1, program: packageVersion(), madeAt, ...contents, covers, files },
    missing,
    withoutIndex,
  };
}

/** What is wrong with the copy is wrong with the library. */
async function copyChecked(library: string, copy: string, signal: AbortSignal): Promise<Contents> {
  try {
    await copyLibrary(library, copy, signal);
    const found = inspectCopy(copy);
    if (!found.isIndexDamaged) return found;
    leaveOutIndex(copy);
    const left = inspectCopy(copy);
    // Each table is sound by itself, and they are not together: the index was not what is damaged, or not alone.
    if (left.isIndexDamaged) throw new DamagedError(copy, "two of its tables lie in one place");
    return { ...left, isIndexDamaged: true };
  } catch (error) {
    if (isBusy(error)) throw explainDatabaseError(error, library) ?? error;
    if (!isDamage(error) && !(error instanceof DamagedError)) throw error;
    throw new DamagedLibraryError(`${library} is damaged; no backup was made of it`, {
      hint: "an earlier backup may be whole: importer restore <folder>",
      exitCode: exitCodes.failed,
      cause: error,
    });
  }
}

/** The library itself is damaged: no backup can be made of it. */
export class DamagedLibraryError extends UserError {
  override name = "DamagedLibraryError";
}

function expectFree(folder: string): void {
  let there: string[] | undefined;
  try {
    there = entriesOf(folder);
  } catch (error) {
    throw new UserError(`no backup can be made at ${folder}: ${reasonOf(error)}`, {
      hint: "name another folder: importer backup --to <folder>",
      cause: error,
    });
  }
  if (there === undefined || there.length === 0) return;
  const what = there.includes("manifest.json") ? "holds a backup already" : "is not empty";
  throw new UserError(`${folder} ${what}; nothing was written`, {
    hint: `name a new folder, for instance: importer backup --to ${shellQuoted(`${folder}-2`)}`,
  });
}

/** A full disk, a folder that can't be written: the backup's, not the library's. */
function aboutTarget(error: unknown, folder: string): UserError | undefined {
  if (!(error instanceof Error) || error instanceof UserError) return undefined;
  const code = "code" in error ? String(error.code) : "";
  const isSqlite = code.startsWith("SQLITE_");
  if (!isSqlite && !isSystemError(error)) return undefined;
  const isFull = isFullCode(code);
  const why = isFull ? "the disk is full" : isSqlite ? reasonOf(error) : messageOf(error);
  const hint = isFull
    ? "free some space, or name another disk: importer backup --to <folder>"
    : `make ${dirname(folder)} writable, or name another folder: importer backup --to <folder>`;
  const message = `the backup ${basename(folder)} was not made: ${why}; nothing of it is left`;
  return new UserError(message, { hint, exitCode: exitCodes.failed, cause: error });
}

/** Bytes of all its files. */
export const backupBytes = ({ files }: Manifest): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

/** Where a backup goes unless a place is named: `backups/2026-11-30T02-38-55Z` in the home folder. */
export function usualFolder(home: string, now: number, prefix = ""): string {
  const stamp = new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(":", "-");
  const folder = join(home, "backups", prefix + stamp);
  return existsSync(folder) ? `${folder}-${process.pid}` : folder;
}
