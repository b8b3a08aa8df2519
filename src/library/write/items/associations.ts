import { rowsBy } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { categories, externalLinks, itemCategories, type ItemType } from "../../../db/schema/facts.ts";
import type { Associations, Category, Link } from "../../../facts.ts";
import { saveIdentifiers, saveIdentifiersOf } from "./identifiers.ts";
import { write } from "../tables.ts";

const categoryOf = rowsBy(categories, ["kind", "name"]);
const weightOf = rowsBy(itemCategories, ["categoryId", "itemType", "itemId"]);
const linkOf = rowsBy(externalLinks, ["itemType", "itemId", "source", "externalId"]);

/** Saves identifiers, categories and links of one item. @returns whether anything was new or other than before. */
export function saveAssociations(
  db: Db,
  itemType: ItemType,
  itemId: number,
  facts: Associations,
  now: number,
): boolean {
  const saved = [
    saveIdentifiers(db, itemType, itemId, facts.identifiers),
    saveCategories(db, itemType, itemId, facts.categories),
    saveLinks(db, itemType, itemId, facts.links, now),
  ];
  return saved.includes(true);
}

/** The same for many items that are new, by their ids. */
export function saveAssociationsOf(
  db: Db,
  itemType: ItemType,
  items: readonly (readonly [id: number, facts: Associations])[],
  now: number,
): void {
  saveIdentifiersOf(
    db,
    itemType,
    items.map(([id, { identifiers }]) => [id, identifiers]),
  );
  for (const [id, { categories: wanted, links }] of items) {
    saveCategories(db, itemType, id, wanted);
    saveLinks(db, itemType, id, links, now);
  }
}

function saveCategories(db: Db, itemType: ItemType, itemId: number, wanted: Category[]): boolean {
  let changed = false;
  for (const { kind, name, weight } of wanted) {
    const categoryId = categoryOf.get(db, kind, name)?.id ?? write.categories.insert(db, { kind, name });
    const row = weightOf.get(db, categoryId, itemType, itemId);
    if (!row) write.itemCategories.insert(db, { categoryId, itemType, itemId, weight });
    changed = !row || write.itemCategories.set(db, row, { weight }) || changed;
  }
  return changed;
}

function saveLinks(db: Db, itemType: ItemType, itemId: number, wanted: Link[], now: number): boolean {
  const nameOf = (link: Link): string => `${link.source} ${link.externalId}`;
  const names = wanted.map(nameOf);
  // One ASIN in two countries' shops is one link, the first: two would take turns at every import.
  const unique = wanted.filter((link, at) => names.indexOf(nameOf(link)) === at);
  let changed = false;
  for (const { source, externalId, url } of unique) {
    const row = linkOf.get(db, itemType, itemId, source, externalId);
    if (!row) write.externalLinks.insert(db, { itemType, itemId, source, externalId, url, checkedAt: now });
    changed = !row || write.externalLinks.set(db, row, { url }, { checkedAt: now }) || changed;
  }
  return changed;
}
