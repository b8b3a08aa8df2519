import { statement } from "../../db/statement.ts";
import type { Db } from "../../db/connection.ts";
import { externalLinks } from "../../db/schema/facts.ts";
import type { ItemType } from "../../db/item-types.ts";
import { rowsWhere } from "../../db/rows.ts";
import type { Category } from "../../facts.ts";

const namesOf = statement<[itemType: ItemType, itemId: number, kind: Category["kind"]], { name: string }>(
  `
  SELECT categories.name FROM item_categories JOIN categories ON categories.id = item_categories.category_id
  WHERE item_type = ? AND item_id = ? AND categories.kind = ? ORDER BY weight DESC, categories.name`,
  { sorts: "the genres of one item" },
);
const linksOf = rowsWhere<typeof externalLinks, [itemType: ItemType, itemIds: string]>(
  externalLinks,
  "item_type = ? AND item_id IN (SELECT value FROM json_each(?))",
  { rest: "ORDER BY item_id, source, id", sorts: "the links of a few items" },
);

/** Genres by votes, most first; places by name. */
export function listCategories(db: Db, itemType: ItemType, itemId: number, kind: Category["kind"]): string[] {
  return namesOf(db)
    .all(itemType, itemId, kind)
    .map(({ name }) => name);
}

export type LinkRow = Omit<typeof externalLinks.$inferSelect, "id" | "itemType">;

export function listLinks(db: Db, itemType: ItemType, itemIds: number[]): LinkRow[] {
  const rows = linksOf.all(db, itemType, JSON.stringify(itemIds));
  return rows.map(({ id: _id, itemType: _itemType, ...told }) => told);
}
