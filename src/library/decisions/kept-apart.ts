import { rowsBy } from "../../db/rows.ts";
import type { Db } from "../../db/connection.ts";
import { keptApart } from "../../db/schema/facts.ts";
import type { ItemType } from "../../db/item-types.ts";
import { statement } from "../../db/statement.ts";
import { type Identifier, hasIdentifier } from "../../facts.ts";

export type KeptApart = typeof keptApart.$inferSelect;

/** What an item is not: see `kept_apart`. */
export const keptApartOf = rowsBy(keptApart, ["itemType", "itemId"]);

const selectBetween = statement<[{ itemType: ItemType; one: number; other: number }], KeptApart>(`
  SELECT kept.item_type AS itemType, kept.item_id AS itemId, kept.kind, kept.value, kept.why, kept.said_at AS saidAt
  FROM kept_apart AS kept CROSS JOIN identifiers AS named
    ON named.item_type = kept.item_type AND named.kind = kept.kind AND named.value = kept.value
  WHERE kept.item_type = @itemType AND kept.item_id = @one AND named.item_id = @other`);

const selectAsked = statement<[], { itemType: ItemType; one: number; other: number }>(
  `SELECT DISTINCT kept.item_type AS itemType, min(kept.item_id, named.item_id) AS one, max(kept.item_id, named.item_id) AS other
   FROM kept_apart AS kept CROSS JOIN identifiers AS named
     ON named.item_type = kept.item_type AND named.kind = kept.kind AND named.value = kept.value
   WHERE kept.why = 'asked' AND named.item_id <> kept.item_id ORDER BY 1, 2, 3`,
  { scans: "what one person's items are not, when they review", sorts: "few: both are a person's own" },
);

/** All pairs of items that are one at their source, of both of which a person has said something: the older one first. */
export const listAskedPairs = (db: Db): { itemType: ItemType; one: number; other: number }[] =>
  selectAsked(db).all();

/** What says that two items are two, in either direction. */
export function listBetween(db: Db, itemType: ItemType, one: number, other: number): KeptApart[] {
  const from = (a: number, b: number): KeptApart[] => selectBetween(db).all({ itemType, one: a, other: b });
  return [...from(one, other), ...from(other, one)];
}

/** Whether an item is not what one of these names. */
export function isKeptFrom(db: Db, itemType: ItemType, itemId: number, named: Identifier[]): boolean {
  const kept = keptApartOf.all(db, itemType, itemId);
  return kept.some((row) => hasIdentifier(named, row));
}
