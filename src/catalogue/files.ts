import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  unlinkSync,
} from "node:fs";
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

/** What is fetched for builds, in a folder for each dump. */
export const downloadsOf = (home: string): string => join(folderOf(home), "downloads");

const named = /^(\d{8}-\d{6})\.db$/;
const namedBuilding = /^(\d{8}-\d{6})\.db\.building$/;

const namedCopying = /^(\d{8}-\d{6})\.db\.copying$/;
const namedDump = /^(\d{8}-\d{6})$/;

/** Stamps of the catalogues that are there, newest first. */
export const listStamps = (home: string): string[] => stampsOf(folderOf(home), named);
/** Stamps of builds that were not ended, of which there is a file. */
export const listUnfinished = (home: string): string[] => stampsOf(folderOf(home), namedBuilding);

/** Stamps of dumps of which something was fetched for a build that was not ended. */
export const listFetched = (home: string): string[] => stampsOf(downloadsOf(home), namedDump);

/** Stamps of builds that were not ended, newest first: some had fetched, and made nothing yet. */
export const listBegun = (home: string): string[] =>
  [...new Set([...listUnfinished(home), ...listFetched(home)])].sort().reverse();

/** Stamps of copies that a kill cut short. */
export const listHalfCopied = (home: string): string[] => stampsOf(folderOf(home), namedCopying);

function stampsOf(folder: string, pattern: RegExp): string[] {
  const { names } = listFolder(folder);
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
    if (isGone(path)) return openNewest(home); // a newer one took its place in between
    unused.push({ path, because: opened });
  }
  return { file: undefined, unused };
}

const isGone = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) === undefined;

/** Why it is neither replaced nor removed: it is newer than this program, or somebody else's. Undefined: it may be. */
export function whyLeftAlone(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const opened = openFile(path);
  if ("db" in opened) opened.db.close();
  return "db" in opened || !["newer", "foreign"].includes(opened.kind) ? undefined : opened.why;
}

export const isLeftAlone = (path: string): boolean => whyLeftAlone(path) !== undefined;

/** As `openCatalogue`; a file that can't be read is damaged, unless it only can't be now. */
export function openFile(path: string): CatalogueFile | Unusable {
  try {
    if (statSync(path).isDirectory()) return { kind: "foreign", why: "it is a folder" };
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
export function whyUnused({ path, because: { kind, why, held } }: Unused): string {
  if (kind === "newer") return `${path} is left alone: ${why}, which a newer importer reads`;
  if (kind === "foreign" || kind === "unreadable") return `${path} is not used: ${why}`;
  return `${path} ${kind === "old" ? "is not used" : "is damaged"}, ${why}: ${commandToRebuild(held)}`;
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
