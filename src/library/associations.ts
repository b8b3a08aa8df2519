import { and, desc, eq, getTableColumns, inArray, ne, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { categories, externalLinks, itemCategories, type ItemType } from "../db/schema/facts.ts";
import type { Associations, Category, Link } from "../facts.ts";
import { saveIdentifiers } from "./identifiers.ts";

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

function saveCategories(db: Db, itemType: ItemType, itemId: number, wanted: Category[]): boolean {
  let changed = false;
  for (const { kind, name, weight } of wanted) {
    db.insert(categories).values({ kind, name }).onConflictDoNothing().run();
    const category = db
      .select({ id: categories.id })
      .from(categories)
      .where(and(eq(categories.kind, kind), eq(categories.name, name)))
      .get()!;
    const { changes } = db
      .insert(itemCategories)
      .values({ categoryId: category.id, itemType, itemId, weight })
      .onConflictDoUpdate({
        target: [itemCategories.categoryId, itemCategories.itemType, itemCategories.itemId],
        set: { weight },
        setWhere: ne(itemCategories.weight, weight),
      })
      .run();
    changed ||= changes > 0;
  }
  return changed;
}

function saveLinks(db: Db, itemType: ItemType, itemId: number, wanted: Link[], now: number): boolean {
  const nameOf = (link: Link): string => `${link.source} ${link.externalId}`;
  const names = wanted.map(nameOf);
  // One ASIN in two countries' shops is one link, the first: two would take turns at every import.
  const unique = wanted.filter((link, at) => names.indexOf(nameOf(link)) === at);
  const rows = unique.map(({ source, externalId, url }) => ({
    ...{ itemType, itemId, source, externalId, url },
    checkedAt: now,
  }));
  if (rows.length === 0) return false;
  const { changes } = db
    .insert(externalLinks)
    .values(rows)
    .onConflictDoUpdate({
      target: [externalLinks.itemType, externalLinks.itemId, externalLinks.source, externalLinks.externalId],
      set: { url: sql`excluded.url`, checkedAt: now },
      setWhere: ne(externalLinks.url, sql`excluded.url`),
    })
    .run();
  return changes > 0;
}

/** Genres by votes, most first; places by name. */
export function listCategories(db: Db, itemType: ItemType, itemId: number, kind: Category["kind"]): string[] {
  const rows = db
    .select({ name: categories.name })
    .from(itemCategories)
    .innerJoin(categories, eq(categories.id, itemCategories.categoryId))
    .where(
      and(
        eq(itemCategories.itemType, itemType),
        eq(itemCategories.itemId, itemId),
        eq(categories.kind, kind),
      ),
    )
    .orderBy(desc(itemCategories.weight), categories.name)
    .all();
  return rows.map((row) => row.name);
}

export type LinkRow = Omit<typeof externalLinks.$inferSelect, "id" | "itemType">;

export function listLinks(db: Db, itemType: ItemType, itemIds: number[]): LinkRow[] {
  const { id: _id, itemType: _itemType, ...told } = getTableColumns(externalLinks);
  return db
    .select(told)
    .from(externalLinks)
    .where(and(eq(externalLinks.itemType, itemType), inArray(externalLinks.itemId, itemIds)))
    .orderBy(externalLinks.itemId, externalLinks.source, externalLinks.id)
    .all();
}
