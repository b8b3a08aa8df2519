import { statement } from "../../db/statement.ts";
import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import type { IdentifierKind } from "../../facts.ts";
import { findByIdentifier } from "./identifiers.ts";

/** What names an item at another service: an identifier if the library keeps its kind, and the addresses it may be linked by. */
export interface Reference {
  kind?: IdentifierKind;
  id: string;
  urls: string[];
}

// The plus: by the address. A type has half of all links.
const selectLinked = statement<[ItemType, urls: string], { itemId: number }>(
  `
  SELECT DISTINCT item_id AS itemId FROM external_links
  WHERE +item_type = ? AND url IN (SELECT value FROM json_each(?)) ORDER BY item_id LIMIT 20`,
  { sorts: "the links with a handful of addresses" },
);

/** The items of one type that have this identifier, or are linked with one of these addresses. */
export function findByReference(db: Db, itemType: ItemType, { kind, id, urls }: Reference): number[] {
  const named = kind === undefined ? [] : findByIdentifier(db, itemType, kind, [id]);
  if (named.length > 0) return named;
  return selectLinked(db)
    .all(itemType, JSON.stringify(urls))
    .map(({ itemId }) => itemId);
}
