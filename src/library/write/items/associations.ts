import { rowsBy } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { categories, externalLinks, itemCategories } from "../../../db/schema/facts.ts";
import type { ItemType } from "../../../db/item-types.ts";
import type { Associations, Category, Link } from "../../../facts.ts";
import { saveIdentifiers, saveIdentifiersOf } from "./identifiers.ts";
import { write } from "../tables.ts";

export const categoryOf = rowsBy(categories, ["kind", "name"]);
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

/** Bulk insert: the same for items that are new, by their ids. Nothing of theirs is there to be compared with. */
export function addAssociations(
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
  const weighed: (typeof itemCategories.$inferInsert)[] = [];
  const linked: (typeof externalLinks.$inferInsert)[] = [];
  for (const [itemId, facts] of items) {
    const weights = new Map<number, number>();
    for (const { kind, name, weight } of facts.categories)
      weights.set(ensureCategory(db, kind, name), weight);
    for (const [categoryId, weight] of weights) weighed.push({ categoryId, itemType, itemId, weight });
    for (const { source, externalId, url } of uniqueLinks(facts.links))
      linked.push({ itemType, itemId, source, externalId, url, checkedAt: now });
  }
  write.itemCategories.insertMany(db, weighed);
  write.externalLinks.insertMany(db, linked);
}

const ensureCategory = (db: Db, kind: Category["kind"], name: string): number =>
  categoryOf.get(db, kind, name)?.id ?? write.categories.insert(db, { kind, name });

function saveCategories(db: Db, itemType: ItemType, itemId: number, wanted: Category[]): boolean {
  let changed = false;
  for (const { kind, name, weight } of wanted) {
    const categoryId = ensureCategory(db, kind, name);
    const row = weightOf.get(db, categoryId, itemType, itemId);
    if (!row) write.itemCategories.insert(db, { categoryId, itemType, itemId, weight });
    changed = !row || write.itemCategories.set(db, row, { weight }) || changed;
  }
  return changed;
}

function saveLinks(db: Db, itemType: ItemType, itemId: number, wanted: Link[], now: number): boolean {
  let changed = false;
  for (const { source, externalId, url } of uniqueLinks(wanted)) {
    const row = linkOf.get(db, itemType, itemId, source, externalId);
    if (!row) write.externalLinks.insert(db, { itemType, itemId, source, externalId, url, checkedAt: now });
    changed = !row || write.externalLinks.set(db, row, { url }, { checkedAt: now }) || changed;
  }
  return changed;
}

/** One ASIN in two countries' shops is one link, the first: two would take turns at every import. */
function uniqueLinks(links: readonly Link[]): readonly Link[] {
  if (links.length < 2) return links;
  const unique = new Map<string, Link>();
  for (const link of links) {
    const name = `${link.source} ${link.externalId}`;
    if (!unique.has(name)) unique.set(name, link);
  }
  return [...unique.values()];
}
