import { copyFileSync, existsSync, readFileSync, statSync } from "node:fs";
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import type { Db } from "../db/connection.ts";
import { goOnBehind, readLastNumbers } from "../db/numbers.ts";
import { newestMigration } from "../db/opening/migrate.ts";
import { closeLibrary, openLibrary } from "../db/opening/open.ts";
import { replaceLibrary } from "../db/snapshot.ts";
import { makeFolder, syncFile, syncFolder } from "../durable.ts";
import { UserError } from "../errors.ts";
import { copyCover, forEachOf } from "./copy-files.ts";
import { refuseInUse } from "./in-use.ts";
import { DamagedLibraryError, makeBackup, usualFolder } from "./make.ts";
import { libraryName, type Manifest } from "./manifest.ts";
import { describeCopy, verifyBackup } from "./verify.ts";

interface Place {
  /** Holds `library.db` and `artwork/`. */
  home: string;
  now: () => number;
  signal: AbortSignal;
}

/** A backup that was found whole, and may be put in the library's place. */
export interface Checked {
  /** As it was named: a folder, or the copy of a library alone, as a change of the schema leaves them. */
  folder: string;
  manifest: Manifest;
  /** Its library is brought to this importer's schema. */
  isOlder: boolean;
}

/**
 * Reads the whole backup, and whether it may be restored now.
 * @throws UserError for a damaged one, one of a newer importer, and a library that is in use.
 */
export async function checkBackup(folder: string, { home, now, signal }: Place): Promise<Checked> {
  refuseInUse(join(home, libraryName), now());
  const manifest = isFile(folder) ? describeCopy(folder) : await verifyBackup(resolve(folder), signal);
  const newest = newestMigration();
  if (manifest.schema > newest) {
    throw new UserError(`${folder} was made by importer ${manifest.program}, which is newer than this one`, {
      hint: "update this program: npm install --global importer",
    });
  }
  return { folder: resolve(folder), manifest, isOlder: manifest.schema < newest };
}

/** What a restore did. */
export interface Put {
  /** Where what was there lies; undefined where there was nothing. */
  kept: string | undefined;
  /** Why the history of what is there now does not tell of it: that could not be saved. */
  unnoted: unknown;
}

/** Tells the history of a library that it was restored, and where lies what was there before (undefined: nothing was). */
export type NoteRestored = (db: Db, kept: string | undefined) => Promise<void>;

/**
 * Puts a backup in the library's place. Its covers come first, beside those that are there; then the library's content is replaced in one
 * transaction: killed at any moment, it is the old or the new one. What was there is kept as a backup of its own. From then on it has been
 * done, whether the history can be told of it or not.
 */
export async function restoreBackup(
  { folder, manifest }: Checked,
  place: Place,
  note: NoteRestored,
): Promise<Put> {
  const { home, now, signal } = place;
  const library = join(home, libraryName);
  makeFolder(home);
  refuseInUse(library, now());
  const covers = manifest.files.filter(({ path }) => path !== libraryName);
  await forEachOf(covers, async ({ path, sha256 }) => {
    signal.throwIfAborted();
    if (!isWhole(join(home, path), sha256)) await copyCover(path, sha256, { from: folder, to: home });
  });
  refuseInUse(library, now()); // copying took its time, and what was written meanwhile is kept as well
  const kept = await keepWhatIsThere(library, place);
  refuseInUse(library, now());
  const numbers = readLastNumbers(library);
  await replaceLibrary(isFile(folder) ? folder : join(folder, libraryName), library, signal);
  const db = await openLibrary(library, { now }); // brought to today's schema, and seen to open
  try {
    goOnBehind(db, numbers);
    await note(db, kept);
    return { kept, unnoted: undefined };
  } catch (unnoted) {
    return { kept, unnoted };
  } finally {
    closeLibrary(db);
  }
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** A damaged library can't be backed up: its files are kept as they are. */
async function keepWhatIsThere(library: string, { home, now, signal }: Place): Promise<string | undefined> {
  if (!existsSync(library) || statSync(library).size === 0) return undefined;
  const folder = usualFolder(home, now(), "before-restore-");
  try {
    await makeBackup({ home, folder, covers: false, now, signal });
  } catch (error) {
    if (!(error instanceof DamagedLibraryError)) throw error;
    makeFolder(folder);
    for (const beside of ["", "-wal", "-journal"])
      keepFile(library + beside, join(folder, libraryName + beside));
    syncFolder(folder);
  }
  return folder;
}

function keepFile(from: string, to: string): void {
  if (!existsSync(from)) return;
  copyFileSync(from, to);
  syncFile(to);
}

function isWhole(path: string, sha256: string): boolean {
  return existsSync(path) && createHash("sha256").update(readFileSync(path)).digest("hex") === sha256;
}
