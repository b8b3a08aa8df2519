import { findAlbumsOfFiles, listFilesBelow, type FileRow } from "../../library/items/files.ts";
import { settleOwnedRelease } from "../../library/write/decisions/owned-release.ts";
import { markMissing, markReturned } from "../../library/write/items/files.ts";
import type { Db } from "../../db/connection.ts";
import type { ScanContext } from "../context.ts";
import type { Survey } from "../walk/survey.ts";
import { isWithinFolder } from "../walk/walk.ts";

export interface Missing {
  /** Newly missing. */
  ids: number[];
  /** Files that were known to be below the folders that were walked. */
  known: number;
}

/** Below the folders that were walked, except where nobody could look. To be asked before anything is saved. */
export function findMissing(
  db: Db,
  found: Pick<Survey, "roots" | "seenIds" | "unreadable" | "failed">,
): Missing {
  const missing: Missing = { ids: [], known: 0 };
  const wasSeen = (row: FileRow): boolean =>
    found.seenIds.has(row.id) ||
    found.unreadable.some(({ path }) => isWithinFolder(row.path, path)) ||
    found.failed.some(({ path }) => path === row.path);
  for (const root of found.roots) {
    for (const row of listFilesBelow(db, root)) {
      if (row.state === "missing") continue;
      missing.known++;
      if (!wasSeen(row)) missing.ids.push(row.id);
    }
  }
  return missing;
}

/** What was found elsewhere is not missing. */
export const withoutMoved = ({ ids, known }: Missing, moved: ReadonlySet<number>): Missing => ({
  ids: ids.filter((id) => !moved.has(id)),
  known,
});

/** More than half of what was there: a disk that is not mounted looks so. */
export const isSuspicious = ({ ids, known }: Missing): boolean => ids.length * 2 > known;

/** Marks both in one transaction; which edition a person has is told by the files that are there now. */
export async function settleMissingFiles(
  { db, transact, now }: ScanContext,
  missing: number[],
  returned: number[],
): Promise<void> {
  if (missing.length + returned.length === 0) return;
  await transact(() => {
    markMissing(db, missing, now());
    markReturned(db, returned);
    for (const id of findAlbumsOfFiles(db, [...missing, ...returned])) settleOwnedRelease(db, id, now());
  });
}
