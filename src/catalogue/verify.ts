import { existsSync } from "node:fs";
import { explainDatabaseError, isBusy } from "../db/faults.ts";
import { exitCodes, reasonOf, UserError } from "../errors.ts";
import { checkRows } from "./checks.ts";
import {
  commandToRebuild,
  DamagedCatalogueError,
  forgetDamage,
  isPassing,
  noteDamage,
  readDamageNote,
  tellsDamage,
} from "./damage.ts";
import { openFile, openNewest, type Unused } from "./files.ts";
import type { CatalogueAbout } from "./format.ts";
import type { CatalogueFile } from "./open.ts";
import { isAsItWasBuilt } from "./whole-sum.ts";

const damaged = (path: string, why: string, about?: CatalogueAbout): UserError =>
  new UserError(`${path} is damaged: ${why}`, { hint: commandToRebuild(about), exitCode: exitCodes.failed });

/**
 * `importer catalogue verify`. What an import met is known, unless all is read (`deep`); what is found is noted beside the file.
 * @throws UserError without a catalogue, or for one that is damaged.
 */
export async function verifyCatalogue(
  home: string,
  deep: boolean,
): Promise<{ about: CatalogueAbout; path: string; checked: number }> {
  const { file, unused } = openNewest(home);
  const [passedOver] = unused;
  if (passedOver) {
    file?.db.close();
    throw whyUnfit(passedOver);
  }
  if (!file) {
    const hint = "importer catalogue status tells what there is; importer catalogue build makes one";
    throw new UserError("there is no catalogue to verify", { hint, exitCode: exitCodes.notFound });
  }
  const { about, path } = file;
  const noted = deep ? undefined : readDamageNote(path);
  try {
    if (noted !== undefined) throw damaged(path, noted, about);
    const { checked } = checkRows(file.db, deep);
    if (deep && (await isAsItWasBuilt(path)) === false)
      throw new DamagedCatalogueError("its SHA-256 is not that of the file that was built");
    if (deep) forgetDamage(path);
    return { about, path, checked };
  } catch (error) {
    throw noticeDamage(error, file) ?? unreadNow(error, path, about) ?? error;
  } finally {
    file.db.close();
  }
}

/** The newest file is none that can be used, whatever stands behind it. */
function whyUnfit({ path, because }: Unused): UserError {
  if (because.kind === "damaged") return damaged(path, because.why);
  const hint = because.kind === "old" ? "importer catalogue build makes one" : "importer catalogue status";
  return new UserError(`${path} can't be verified: ${because.why}`, { hint, exitCode: exitCodes.failed });
}

/** A disk that does not answer may do so again, or never: then a new file takes its place. */
function unreadNow(error: unknown, path: string, about?: CatalogueAbout): UserError | undefined {
  if (isBusy(error) || !isPassing(error)) return explainDatabaseError(error, path);
  return new UserError(`${path} can't be read now: ${reasonOf(error)}`, {
    hint: `check the disk, then type the same command again; ${commandToRebuild(about)} makes it anew`,
    exitCode: exitCodes.failed,
    cause: error,
  });
}

/** Of what is in it nothing is known. */
const unavailable = (path: string, { why, cause }: { why: string; cause?: unknown }): UserError =>
  unreadNow(cause, path) ??
  new UserError(`${path}: ${why}`, { hint: "importer catalogue status", exitCode: exitCodes.failed });

/** Undefined: it was something else. */
function noticeDamage(error: unknown, { path, about }: CatalogueFile): UserError | undefined {
  if (!tellsDamage(error)) return undefined;
  const why = reasonOf(error);
  noteDamage(path, why);
  return damaged(path, why, about);
}

/**
 * Why a catalogue is not to be relied on: what was noted of it, or what a look at its counts and at some rows finds. Undefined: nothing.
 * Seconds for the largest. @throws UserError for one that can't be read now.
 */
export function damageOf(path: string): string | undefined {
  const noted = readDamageNote(path);
  if (noted !== undefined || !existsSync(path)) return noted;
  const file = openFile(path);
  if (!("db" in file)) {
    if (file.kind === "unreadable") throw unavailable(path, file);
    return file.kind === "newer" ? undefined : file.why;
  }
  try {
    checkRows(file.db);
    return undefined;
  } catch (error) {
    if (!tellsDamage(error)) throw unreadNow(error, path) ?? error;
    const why = reasonOf(error);
    noteDamage(path, why);
    return why;
  } finally {
    file.db.close();
  }
}
