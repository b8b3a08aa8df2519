import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  buildingPathOf,
  copyingPathOf,
  downloadsOf,
  folderOf,
  listBegun,
  listFetched,
  listHalfCopied,
  isLeftAlone,
  listStamps,
  listUnfinished,
  openNewest,
  pathOf,
  removeFile,
  type Unused,
} from "./files.ts";
import { parts, type CatalogueAbout, type Part } from "./format.ts";
import { openBuilding, type CatalogueDb } from "./open.ts";
import { readDamageNote } from "./damage.ts";
import { isAtWork, withBuildLock } from "./build/lock.ts";
import { readProgress } from "./build/progress.ts";
import { forgetBegun } from "./build/begun.ts";
import { ageInDays } from "../stamp.ts";

/** What there is of catalogues in a home folder. */
export interface CatalogueStatus {
  catalogue: (CatalogueAbout & OfFile) | null;
  /** Builds that were not ended, with the bytes that were fetched for them, and the documents that are done. */
  building: { stamp: string; fetched: number; bytes: number; documents: Record<Part, number> }[];
  /** One of them goes on now, or what there was is being removed. */
  isAtWork: boolean;
  unused: Unused[];
}

interface OfFile {
  path: string;
  bytes: number;
  ageDays: number;
  /** What an import, or a look through it, met. */
  damage: string | null;
}

export function readStatus(home: string, now: number): CatalogueStatus {
  const { file, unused } = openNewest(home);
  file?.db.close();
  return {
    catalogue: file
      ? {
          ...file.about,
          path: file.path,
          bytes: statSync(file.path).size,
          ageDays: ageInDays(file.about.stamp, now),
          damage: readDamageNote(file.path) ?? null,
        }
      : null,
    building: listBegun(home).map((stamp) => readUnfinished(home, stamp)),
    isAtWork: isAtWork(home),
    unused,
  };
}

function readUnfinished(home: string, stamp: string): CatalogueStatus["building"][number] {
  const path = buildingPathOf(home, stamp);
  const documents = { artist: 0, "release-group": 0, release: 0 };
  let db: CatalogueDb | undefined;
  try {
    db = existsSync(path) ? openBuilding(path, { readonly: true }) : undefined;
    for (const part of db ? parts : []) documents[part] = readProgress(db!, part).lines;
  } catch {
    // it was killed before it had a table, or is damaged: begun anew
  } finally {
    db?.close();
  }
  const fetched = bytesOf(fetchedFiles(home, stamp));
  return { stamp, fetched, bytes: bytesOf([path]), documents };
}

const bytesOf = (paths: string[]): number =>
  paths.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);

/** Archives, whole or in part, with what is noted of each. */
function fetchedFiles(home: string, stamp: string): string[] {
  const folder = join(downloadsOf(home), stamp);
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/**
 * Removes every catalogue, what was begun of one, and what was fetched for it. @returns the bytes that are free now.
 * @throws UserError while a build runs: nothing is taken from under it.
 */
export async function removeAll(home: string): Promise<Removed> {
  if (!existsSync(folderOf(home))) return { files: 0, bytes: 0 };
  return withBuildLock(home, () => removeFiles(home));
}

interface Removed {
  files: number;
  bytes: number;
}

function removeFiles(home: string): Removed {
  const paths = [
    ...listStamps(home)
      .map((stamp) => pathOf(home, stamp))
      .filter((path) => !isLeftAlone(path)),
    ...listUnfinished(home).map((stamp) => buildingPathOf(home, stamp)),
    ...listHalfCopied(home).map((stamp) => copyingPathOf(home, stamp)),
  ];
  const fetched = listFetched(home).flatMap((stamp) => fetchedFiles(home, stamp));
  const removed = { files: paths.length + fetched.length, bytes: bytesOf([...paths, ...fetched]) };
  for (const path of paths) removeFile(path);
  forgetBegun(home);
  rmSync(downloadsOf(home), { recursive: true, force: true });
  return removed;
}
