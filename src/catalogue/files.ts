import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openCatalogue, type CatalogueFile, type Unusable } from "./open.ts";
import { reasonOf } from "../errors.ts";

/** Where catalogues lie: `catalogue/<stamp>.db` in the home folder. */
export const folderOf = (home: string): string => join(home, "catalogue");
export const pathOf = (home: string, stamp: string): string => join(folderOf(home), `${stamp}.db`);
export const buildingPathOf = (home: string, stamp: string): string => `${pathOf(home, stamp)}.building`;

/** A copy of the one that serves, until it is whole. */
export const copyingPathOf = (home: string, stamp: string): string => `${pathOf(home, stamp)}.copying`;

const named = /^(\d{8}-\d{6})\.db$/;
const namedBuilding = /^(\d{8}-\d{6})\.db\.building$/;

const namedCopying = /^(\d{8}-\d{6})\.db\.copying$/;

/** Stamps of the catalogues that are there, newest first. */
export const listStamps = (home: string): string[] => stampsOf(home, named);
/** Stamps of builds that were not ended. */
export const listUnfinished = (home: string): string[] => stampsOf(home, namedBuilding);

/** Stamps of copies that a kill cut short. */
export const listHalfCopied = (home: string): string[] => stampsOf(home, namedCopying);

function stampsOf(home: string, pattern: RegExp): string[] {
  const folder = folderOf(home);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files
    .flatMap((file) => pattern.exec(file)?.[1] ?? [])
    .sort()
    .reverse();
}

/** A file that is called like a catalogue, and can't be used. */
export interface Unused {
  path: string;
  because: Unusable;
}

/** The newest catalogue that can be used, and those that were passed over. */
export function openNewest(home: string): { file: CatalogueFile | undefined; unused: Unused[] } {
  const unused: Unused[] = [];
  for (const stamp of listStamps(home)) {
    const path = pathOf(home, stamp);
    const opened = open(path);
    if ("db" in opened) return { file: opened, unused };
    unused.push({ path, because: opened });
  }
  return { file: undefined, unused };
}

function open(path: string): CatalogueFile | Unusable {
  try {
    return openCatalogue(path);
  } catch (error) {
    return { kind: "foreign", why: `it can't be read: ${reasonOf(error)}` };
  }
}

/** Removes a catalogue, or what there is of one, with the files that SQLite keeps beside it. */
export function removeFile(path: string): void {
  for (const ending of ["", "-wal", "-shm", "-journal"]) rmSync(`${path}${ending}`, { force: true });
}
