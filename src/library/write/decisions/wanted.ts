import { rowsBy, rowsWhere } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { notWanted } from "../../../db/schema/facts.ts";
import type { ItemType } from "../../../db/item-types.ts";
import { statement } from "../../../db/statement.ts";
import type { Identifier } from "../../../facts.ts";
import { isExact } from "../../../refs.ts";
import { write } from "../tables.ts";

/** What a person removed stays away: by its identifiers, and its files by their paths. Undoing the removal takes that back. */

type Unwanted = "album" | "artist" | "release" | "track" | "file";

const byName = rowsBy(notWanted, ["itemType", "kind", "value"]);
const selectAny = statement<[Unwanted], { one: 1 }>(
  "SELECT 1 AS one FROM not_wanted WHERE item_type = ? LIMIT 1",
);
const filesBelow = rowsWhere<typeof notWanted, [folder: string, again: string]>(
  notWanted,
  "item_type = 'file' AND kind = 'path' AND value >= ? AND value < ? || char(0x10FFFF)",
);
const releasesGoneWith = rowsWhere<typeof notWanted, [removedAt: number, title: string]>(
  notWanted,
  "item_type = 'release' AND removed_at = ? AND title = ?",
);

/** What was removed under one of these names, and when. */
export function findUnwanted(
  db: Db,
  itemType: ItemType,
  identifiers: Identifier[],
): { title: string; removedAt: number } | undefined {
  for (const { kind, value } of identifiers) {
    const found = isExact(kind, itemType) ? byName.get(db, itemType, kind, value) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Whether anything of this type was removed: most libraries need not be asked about each name. */
export const isAnyUnwanted = (db: Db, itemType: Unwanted): boolean =>
  selectAny(db).get(itemType) !== undefined;

export const isUnwantedFile = (db: Db, path: string): boolean =>
  byName.get(db, "file", "path", path) !== undefined;

/** Within a transaction. */
export function unwant(
  db: Db,
  itemType: Unwanted,
  names: { kind: string; value: string }[],
  { title, now }: { title: string; now: number },
): void {
  for (const { kind, value } of names) {
    if (byName.get(db, itemType, kind, value)) continue;
    write.notWanted.insert(db, { itemType, kind, value, title, removedAt: now });
  }
}

/** It is wanted again (`--again`), and of an album the releases that went with it. Within a transaction. */
export function wantAgain(db: Db, itemType: ItemType, identifiers: Identifier[]): void {
  for (const { kind, value } of identifiers) {
    const row = byName.get(db, itemType, kind, value);
    if (!row) continue;
    write.notWanted.remove(db, row);
    const gone = itemType === "album" ? releasesGoneWith.all(db, row.removedAt, row.title) : [];
    for (const each of gone) write.notWanted.remove(db, each);
  }
}

/** The same for files below a folder. Within a transaction. */
export function wantFilesAgain(db: Db, folder: string): void {
  for (const row of filesBelow.all(db, folder, folder)) write.notWanted.remove(db, row);
}
