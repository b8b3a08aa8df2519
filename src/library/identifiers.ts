import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { identifiers, type ItemType } from "../db/schema/facts.ts";
import { albums, artists, releases, tracks } from "../db/schema/music.ts";
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

const itemTables = { artist: artists, album: albums, release: releases, track: tracks } satisfies Record<
  ItemType,
  unknown
>;

/** The item that one of these names, exact kinds only, in the order given. */
export function findItemId(db: Db, itemType: ItemType, named: Identifier[]): number | undefined {
  for (const { kind, value } of named.filter((each) => exactKinds.has(each.kind))) {
    const found = findByIdentifier(db, itemType, kind, [value])[0];
    if (found !== undefined) return found;
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
  const rows = db
    .selectDistinct({ itemId: identifiers.itemId })
    .from(identifiers)
    .where(
      and(eq(identifiers.itemType, itemType), eq(identifiers.kind, kind), inArray(identifiers.value, values)),
    )
    .orderBy(identifiers.itemId)
    .all();
  return rows.map((row) => row.itemId);
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
  const rows = db.all<{ value: string; itemId: number }>(sql`
    SELECT value, item_id AS itemId FROM identifiers
    WHERE item_type = ${itemType} AND kind = ${kind}
      AND value IN (SELECT value FROM json_each(${JSON.stringify(values)}))`);
  return new Map(rows.map((row) => [row.value, row.itemId]));
}

export function listIdentifiers(db: Db, itemType: ItemType, itemId: number): Identifier[] {
  const rows = db
    .select({ kind: identifiers.kind, value: identifiers.value })
    .from(identifiers)
    .where(and(eq(identifiers.itemType, itemType), eq(identifiers.itemId, itemId)))
    .orderBy(identifiers.id)
    .all();
  return rows as Identifier[];
}

/**
 * Adds what is new; one that another item already has stays there, unless that was deleted. @returns whether
 * any was new.
 */
export function saveIdentifiers(db: Db, itemType: ItemType, itemId: number, named: Identifier[]): boolean {
  return addIdentifiers(
    db,
    itemType,
    named.map((each) => ({ ...each, itemId })),
  );
}

/** The same for many items at once. */
export function addIdentifiers(
  db: Db,
  itemType: ItemType,
  named: (Identifier & { itemId: number })[],
): boolean {
  const rows = named.map(({ kind, value, itemId }) => ({ itemType, itemId, kind, value }));
  if (rows.length === 0) return false;
  const owner = itemTables[itemType];
  const { changes } = db
    .insert(identifiers)
    .values(rows)
    .onConflictDoUpdate({
      target: [identifiers.itemType, identifiers.kind, identifiers.value],
      set: { itemId: sql`excluded.item_id` },
      setWhere: sql`NOT EXISTS (SELECT 1 FROM ${owner} WHERE ${owner.id} = ${identifiers.itemId})`,
    })
    .run();
  return changes > 0;
}
