import { constants, copyFileSync, existsSync } from "node:fs";
import { tellsDamage } from "../damage.ts";
import {
  buildingPathOf,
  copyingPathOf,
  listHalfCopied,
  listUnfinished,
  pathOf,
  removeFile,
} from "../files.ts";
import { parts as allParts, type Part } from "../format.ts";
import { noteAbout, openBuilding, readAbout, type CatalogueDb } from "../open.ts";
import { fileBytes } from "./archives/download.ts";
import type { DumpFolder } from "./archives/dump-folder.ts";
import type { WantedBuild } from "./plan.ts";
import { archiveOfPart, readProgress } from "./progress.ts";
import { moveDurably } from "../../durable.ts";

/** Which file a build goes on in: what an interrupted one left, a copy of the one that serves, or a new one. */
export interface Beginning extends WantedBuild {
  home: string;
  /** Nothing is taken over from the file that serves. */
  anew: boolean;
  /** What was left is damaged: it is removed, and the build begun anew. */
  onDamaged(): void;
}

/** Parts that are complete there, made of these archives. What can't be gone on with is removed. */
export function partsDone(stamp: string, folder: DumpFolder, beginning: Beginning): Part[] {
  const { home, anew, parts } = beginning;
  const begun = buildingPathOf(home, stamp);
  clearUnfit(begun, folder, beginning);
  const path = existsSync(begun) || anew ? begun : pathOf(home, stamp);
  const isDone = (db: CatalogueDb, part: Part): boolean =>
    archiveOfPart(db, part) === folder.sumOf(part) && readProgress(db, part).isFinished;
  const look = (db: CatalogueDb): Part[] =>
    isFit(db, folder, beginning) ? parts.filter((part) => isDone(db, part)) : [];
  const done = lookInto(path, look);
  return done === "damaged" || done === undefined ? [] : done;
}

/** The file of the build, open; those of other dumps are removed. */
export function openBegun(stamp: string, folder: DumpFolder, beginning: Beginning): CatalogueDb {
  const { home, anew, genres } = beginning;
  const [path, serving] = [buildingPathOf(home, stamp), pathOf(home, stamp)];
  for (const other of listUnfinished(home)) if (other !== stamp) removeFile(buildingPathOf(home, other));
  for (const other of listHalfCopied(home)) removeFile(copyingPathOf(home, other));
  clearUnfit(path, folder, beginning);
  // More parts of the same dump: what is there already is not made again.
  if (!anew && !existsSync(path) && lookInto(serving, (db) => isFit(db, folder, beginning)) === true) {
    // Under its own name, a half copy is never taken for a file.
    copyFileSync(serving, copyingPathOf(home, stamp), constants.COPYFILE_FICLONE);
    moveDurably(copyingPathOf(home, stamp), path);
  }
  const db = openBuilding(path)!;
  noteAbout(db, { genres });
  return db;
}

/** Bytes of the file that serves, where a build begins with a copy of it; and of what an interrupted one left of its own. */
export function bytesBefore(stamp: string | undefined, home: string, anew: boolean) {
  if (stamp === undefined) return { copied: 0, begun: 0 };
  const begun = buildingPathOf(home, stamp);
  const copied = anew || existsSync(begun) ? 0 : fileBytes(pathOf(home, stamp));
  return { copied, begun: fileBytes(begun) };
}

function clearUnfit(path: string, folder: DumpFolder, beginning: Beginning): void {
  if (!existsSync(path)) return;
  const found = lookInto(path, (db) => isFit(db, folder, beginning));
  if (found === true) return;
  if (found === "damaged") beginning.onDamaged();
  removeFile(path);
}

/** Made with the same words, and as far as it is made, of the same archives; of a part that is not wanted there is nothing. */
function isFit(db: CatalogueDb, folder: DumpFolder, { genres, parts: wanted }: WantedBuild): boolean {
  const made = readAbout(db).genres as boolean | undefined;
  const isSame = (part: Part): boolean => {
    const archive = archiveOfPart(db, part);
    return archive === undefined || (wanted.includes(part) && archive === folder.sumOf(part));
  };
  return (made ?? genres) === genres && allParts.every(isSame);
}

/** Undefined: there is none, or it is not ours. */
function lookInto<T>(path: string, look: (db: CatalogueDb) => T): T | "damaged" | undefined {
  if (!existsSync(path)) return undefined;
  let db: CatalogueDb | undefined;
  try {
    db = openBuilding(path, { readonly: true });
    return db && look(db);
  } catch (error) {
    if (tellsDamage(error)) return "damaged";
    throw error;
  } finally {
    db?.close();
  }
}
