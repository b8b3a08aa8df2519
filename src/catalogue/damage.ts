import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import Database from "better-sqlite3";
import { isBusy, isDamage } from "../db/faults.ts";
import { goneDiskCodes, isSystemError } from "../errno.ts";
import type { CatalogueAbout } from "./format.ts";

/**
 * Damage report, beside the file: an import met what it could not read. What is looked at later (status, doctor, verify, build) knows
 * of it without reading all of the file again.
 */
const damageNotePath = (path: string): string => `${path}.damaged`;

/** A file that is not as it was written, in words that follow "it is damaged:". */
export class DamagedCatalogueError extends Error {
  override name = "DamagedCatalogueError";
}

/** Whether a fault tells that the file is damaged, and not that it can't be read now. */
export const tellsDamage = (error: unknown): boolean =>
  isDamage(error) || error instanceof DamagedCatalogueError || lacksWhatItHad(error);

/** No program of ours drops a table, or leaves half a page. */
const lacksWhatItHad = (error: unknown): boolean =>
  error instanceof Database.SqliteError &&
  (error.code === "SQLITE_IOERR_SHORT_READ" || /^no such (table|column)/.test(error.message));

/**
 * Whether a fault says nothing of what is in a file that only is read: another program holds it, the disk does not answer, the system
 * hands it out to nobody. Whatever else is met in it is damage.
 */
export const isPassing = (error: unknown): boolean =>
  isBusy(error) ||
  (isSystemError(error) && passing.has(error.code)) ||
  (error instanceof Database.SqliteError && isOfDisk(error.code));
const ofDisk = ["EIO", "ETIMEDOUT", ...goneDiskCodes];
const passing = new Set<string | undefined>([...ofDisk, "EACCES", "EPERM", "EMFILE", "ENFILE", "ENOMEM"]);

const isOfDisk = (code: string): boolean =>
  code === "SQLITE_NOMEM" || (code.startsWith("SQLITE_IOERR") && code !== "SQLITE_IOERR_SHORT_READ");

/** Where nothing can be written (a medium that is read only), the next one to meet it says so again. */
export function noteDamage(path: string, why: string): void {
  try {
    if (readDamageNote(path) === undefined) writeFileSync(damageNotePath(path), `${why}\n`);
  } catch {
    // it is a note only
  }
}

export function readDamageNote(path: string): string | undefined {
  try {
    return existsSync(damageNotePath(path)) ? readFileSync(damageNotePath(path), "utf8").trim() : undefined;
  } catch {
    return "something could not be read";
  }
}

export const forgetDamage = (path: string): void => rmSync(damageNotePath(path), { force: true });

/** The command that makes the same anew, beside what is there. Without knowing what it held: the small form. */
export function commandToRebuild(about?: Pick<CatalogueAbout, "parts" | "genres">): string {
  const releases = about?.parts.includes("release") ? " --releases" : "";
  return `importer catalogue build --force${releases}${about?.genres === false ? " --no-genres" : ""}`;
}
