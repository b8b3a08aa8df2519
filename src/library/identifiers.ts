import { rowsBy } from "../db/rows.ts";
import { statement } from "../db/statement.ts";
import type { Db } from "../db/connection.ts";
import { identifiers, type ItemType } from "../db/schema/facts.ts";
import type { Identifier, IdentifierKind } from "../facts.ts";

/**
 * Kinds that name exactly one item. A barcode, an ASIN, an ISRC or a catalogue number can be printed on
 * several: the first item keeps it here, and each has its own in a column.
 */
const exactKinds: ReadonlySet<IdentifierKind> = new Set([
  "musicbrainz_release_group",
  "musicbrainz_release",
  "musicbrainz_artist",
  "musicbrainz_recording",
]);

const byValue = rowsBy(identifiers, ["itemType", "kind", "value"]);
const byItem = rowsBy(identifiers, ["itemType", "itemId"], { rest: "ORDER BY id" });
const selectNamed = statement<
  [itemType: ItemType, kind: IdentifierKind, values: string],
  { value: string; itemId: number }
>(`
  SELECT value, item_id AS itemId FROM identifiers
  WHERE item_type = ? AND kind = ? AND value IN (SELECT value FROM json_each(?))`);
const selectNames = statement<[ItemType, number, IdentifierKind], { one: 1 }>(
  "SELECT 1 AS one FROM identifiers WHERE item_type = ? AND item_id = ? AND kind = ?",
);

/** The item that one of these names, exact kinds only, in the order given. */
export function findItemId(db: Db, itemType: ItemType, named: Identifier[]): number | undefined {
  for (const { kind, value } of named) {
    const found = exactKinds.has(kind) ? byValue.get(db, itemType, kind, value) : undefined;
    if (found) return found.itemId;
  }
  return undefined;
}

/** Every item that has one of these values, smallest id first. */
export function findByIdentifier(
  db: Db,
  itemType: ItemType,
  kind: IdentifierKind,
  values: string[],
): number[] {
  const found = mapByIdentifier(db, itemType, kind, values).values();
  return [...new Set(found)].sort((a, b) => a - b);
}

/** value → item, for many values of one kind at once. */
export function mapByIdentifier(
  db: Db,
  itemType: ItemType,
  kind: IdentifierKind,
  values: string[],
): Map<string, number> {
  if (values.length === 0) return new Map();
  // One JSON parameter: a box set has more recordings than SQLite allows parameters.
  const rows = selectNamed(db).all(itemType, kind, JSON.stringify(values));
  return new Map(rows.map((row) => [row.value, row.itemId]));
}

export function listIdentifiers(db: Db, itemType: ItemType, itemId: number): Identifier[] {
  return byItem.all(db, itemType, itemId).map(({ kind, value }) => ({ kind, value }) as Identifier);
}

/** Whether an item is known to MusicBrainz, or by name only. */
export function hasMbid(db: Db, itemType: ItemType, kind: IdentifierKind, itemId: number): boolean {
  return selectNames(db).get(itemType, itemId, kind) !== undefined;
}
