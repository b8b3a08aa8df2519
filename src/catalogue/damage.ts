import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isDamage } from "../db/faults.ts";
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
  isDamage(error) || error instanceof DamagedCatalogueError;

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
