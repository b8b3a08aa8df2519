import { closeSync, existsSync, openSync, readdirSync, readSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { commandToRebuild, isPassing } from "./damage.ts";
import { isSystemError } from "../errno.ts";
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
  const { names } = listFolder(folderOf(home));
  return names
    .flatMap((file) => pattern.exec(file)?.[1] ?? [])
    .sort()
    .reverse();
}

function listFolder(folder: string): { names: string[]; fault?: unknown } {
  try {
    return { names: existsSync(folder) ? readdirSync(folder) : [] };
  } catch (fault) {
    return { names: [], fault };
  }
}

/** A file that is called like a catalogue, and can't be used. */
export interface Unused {
  path: string;
  because: Unusable;
}

/** The newest catalogue that can be used, and those that were passed over. */
export function openNewest(home: string): { file: CatalogueFile | undefined; unused: Unused[] } {
  const { fault } = listFolder(folderOf(home));
  const unused: Unused[] = fault === undefined ? [] : [{ path: folderOf(home), because: unreadable(fault) }];
  for (const stamp of listStamps(home)) {
    const path = pathOf(home, stamp);
    const opened = openFile(path);
    if ("db" in opened) return { file: opened, unused };
    unused.push({ path, because: opened });
  }
  return { file: undefined, unused };
}

/** Newer than this program, or somebody else's: neither replaced nor removed. */
export function isLeftAlone(path: string): boolean {
  if (!existsSync(path)) return false;
  const opened = openFile(path);
  if ("db" in opened) opened.db.close();
  return !("db" in opened) && ["newer", "foreign"].includes(opened.kind);
}

/** As `openCatalogue`; a file that can't be read is damaged, unless it only can't be now. */
export function openFile(path: string): CatalogueFile | Unusable {
  try {
    return openCatalogue(path);
  } catch (error) {
    return unreadable(faultOfFile(path) ?? error);
  }
}

const unreadable = (fault: unknown): Unusable =>
  isPassing(fault)
    ? { kind: "unreadable", why: `it can't be read now: ${reasonOf(fault)}`, cause: fault }
    : { kind: "damaged", why: `it can't be read: ${reasonOf(fault)}` };

/** What the system says of it, where SQLite only says that it can't open or read it. */
function faultOfFile(path: string): unknown {
  try {
    const file = openSync(path, "r");
    try {
      readSync(file, Buffer.alloc(1));
    } finally {
      closeSync(file);
    }
    return undefined;
  } catch (fault) {
    return isSystemError(fault) ? fault : undefined;
  }
}

/** Why a file is passed over, and the command that helps. */
export function whyUnused({ path, because: { kind, why } }: Unused): string {
  if (kind === "newer") return `${path} is left alone: ${why}, which a newer importer reads`;
  if (kind === "foreign" || kind === "unreadable") return `${path} is not used: ${why}`;
  return `${path} ${kind === "old" ? "is not used" : "is damaged"}, ${why}: ${commandToRebuild()}`;
}

/** Removes a catalogue, or what there is of one, with what is kept beside it. */
export function removeFile(path: string): void {
  unlinkIfThere(path);
  removeBeside(path);
}

/** What SQLite and we keep beside a file: nothing of it is about the one that takes its place. */
export function removeBeside(path: string): void {
  for (const ending of ["-wal", "-shm", "-journal", ".damaged", ".sha256"]) unlinkIfThere(`${path}${ending}`);
}

/** Throws as the system does, by name, for a folder in its place: that is none of ours. */
function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!(isSystemError(error) && error.code === "ENOENT")) throw error;
  }
}
