import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { itemTypes } from "../item-types.ts";
import { albums } from "./music.ts";
import { tracks } from "./releases.ts";

/** What is known about an item, from where, and when it was asked. */

/**
 * (kind, value) names an item elsewhere: one item of its type, but for what several releases share by nature (`refs.ts`). Find or
 * create, never insert blindly.
 */
export const identifiers = sqliteTable(
  "identifiers",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    itemType: text("item_type", { enum: itemTypes }).notNull(),
    itemId: integer("item_id").notNull(),
    kind: text().notNull(),
    value: text().notNull(),
  },
  (t) => [
    // Neither holds all columns: by its statistics SQLite would rather read one that does from end to end.
    // A value alone tells nearly all apart. MBIDs come in no order, so that each new one touches a page of its own: two fifths less of them.
    index("identifiers_value").on(t.value),
    index("identifiers_item").on(t.itemType, t.itemId),
  ],
);

export const categories = sqliteTable(
  "categories",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text({ enum: ["genre", "place"] }).notNull(),
    name: text().notNull(),
  },
  (t) => [uniqueIndex("categories_name").on(t.kind, t.name)],
);

export const itemCategories = sqliteTable(
  "item_categories",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    categoryId: integer("category_id")
      .notNull()
      .references(() => categories.id),
    itemType: text("item_type", { enum: itemTypes }).notNull(),
    itemId: integer("item_id").notNull(),
    /** Votes at the source: the order of genres. */
    weight: integer().notNull().default(0),
  },
  (t) => [
    uniqueIndex("item_categories_item").on(t.categoryId, t.itemType, t.itemId),
    index("item_categories_by_item").on(t.itemType, t.itemId),
  ],
);

export const externalLinks = sqliteTable(
  "external_links",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    itemType: text("item_type", { enum: itemTypes }).notNull(),
    itemId: integer("item_id").notNull(),
    /** `wikipedia`, `discogs`, `amazon` … */
    source: text().notNull(),
    externalId: text("external_id").notNull(),
    url: text().notNull(),
    title: text(),
    format: text(),
    priceCents: integer("price_cents"),
    currency: text(),
    checkedAt: integer("checked_at").notNull(),
    /** Why this link is believed. */
    evidence: text({ mode: "json" }).$type<unknown>(),
  },
  (t) => [
    uniqueIndex("external_links_item").on(t.itemType, t.itemId, t.source, t.externalId),
    /** Which other albums have this product? */
    index("external_links_external").on(t.externalId, t.source),
    /** Which item has this address? */
    index("external_links_url").on(t.url),
  ],
);

export const lyrics = sqliteTable("lyrics", {
  trackId: integer("track_id")
    .primaryKey()
    .references(() => tracks.id, { onDelete: "cascade" }),
  plain: text(),
  synced: text(),
  instrumental: integer({ mode: "boolean" }).notNull().default(false),
  source: text().notNull(),
  sourceId: text("source_id"),
  fetchedAt: integer("fetched_at").notNull(),
});

export const runOutcomes = [
  "found",
  "queued",
  "absent",
  "ambiguous",
  "unavailable",
  "rejected",
  "failed",
] as const;
export type RunOutcome = (typeof runOutcomes)[number];

/**
 * Provenance, and the memory of `absent`: for one item (or, before there is one, one folded query) and
 * provider, the newest run of each outcome. A failure stands beside the success it follows, never over it.
 */
export const providerRuns = sqliteTable(
  "provider_runs",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    importer: text({ enum: ["album", "artist", "release"] }).notNull(),
    /** The item it was run for: a release importer's run belongs to the album. */
    itemType: text("item_type", { enum: itemTypes }).notNull(),
    /** 0 while nothing was found for `query`. */
    itemId: integer("item_id").notNull().default(0),
    /** The folded query that led to an item, or to none; `""` when the item's own identifiers did. */
    query: text().notNull().default(""),
    provider: text().notNull(),
    outcome: text({ enum: runOutcomes }).notNull(),
    dataPopulated: text("data_populated", { mode: "json" }).$type<string[]>().notNull().default([]),
    errors: text({ mode: "json" }).$type<string[]>().notNull().default([]),
    /** Why: the resolver's scores and reasons. */
    evidence: text({ mode: "json" }).$type<unknown>(),
    startedAt: integer("started_at").notNull(),
    finishedAt: integer("finished_at").notNull(),
  },
  (t) => [
    // Half of the runs have no words: an identifier led to the item.
    index("provider_runs_query")
      .on(t.query)
      .where(sql`query <> ''`),
    // The item first: it serves whoever asks for all runs of one, too.
    uniqueIndex("provider_runs_item").on(t.itemType, t.itemId, t.importer, t.query, t.provider, t.outcome),
  ],
);

/**
 * What each source of albums says of an album beside the others: from these and the order of the sources follows which value stands
 * in `albums`, whichever came first.
 */
export const sourceFacts = sqliteTable(
  "source_facts",
  {
    albumId: integer("album_id")
      .notNull()
      .references(() => albums.id, { onDelete: "cascade" }),
    source: text().notNull(),
    said: text({ mode: "json" }).$type<SaidOfAlbum>().notNull(),
    /** ms UTC: when it was last heard. */
    heardAt: integer("heard_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.albumId, t.source] })],
);

/** What one source says of an album; null or empty where it says nothing. */
export interface SaidOfAlbum {
  title: string | null;
  primaryType: string | null;
  secondaryTypes: string[] | null;
  firstReleaseDate: string | null;
  disambiguation: string | null;
  /** The credit as printed. */
  artists: string | null;
  genres: string[];
}

/** A person's pick among candidates. It beats later automation. */
export const choices = sqliteTable(
  "choices",
  {
    itemType: text("item_type", { enum: itemTypes }).notNull(),
    query: text().notNull(),
    kind: text().notNull(),
    value: text().notNull(),
    chosenAt: integer("chosen_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.itemType, t.query] })],
);

/** Local ids that are no more: what was the item is another one now. One hop each: a later merge turns earlier rows, too. */
export const itemRedirects = sqliteTable(
  "item_redirects",
  {
    itemType: text("item_type", { enum: itemTypes }).notNull(),
    fromId: integer("from_id").notNull(),
    toId: integer("to_id").notNull(),
    /** ms UTC. */
    mergedAt: integer("merged_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.itemType, t.fromId] }), index("item_redirects_to").on(t.itemType, t.toId)],
);

/** What a person removed: no listing, list or scan brings it back. Its identifiers, and the paths of its files. */
export const notWanted = sqliteTable(
  "not_wanted",
  {
    itemType: text("item_type", { enum: ["artist", "album", "release", "track", "file"] }).notNull(),
    kind: text().notNull(),
    value: text().notNull(),
    title: text().notNull(),
    /** ms UTC. */
    removedAt: integer("removed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.itemType, t.kind, t.value] })],
);

/**
 * What an item is not, whatever a source says: a person took that back (`undone`), or both sides have a person's word or files, and
 * the person has not said yet (`asked`).
 */
export const keptApart = sqliteTable(
  "kept_apart",
  {
    itemType: text("item_type", { enum: itemTypes }).notNull(),
    itemId: integer("item_id").notNull(),
    /** The identity of another, as in `identifiers`. */
    kind: text().notNull(),
    value: text().notNull(),
    why: text({ enum: ["undone", "asked"] }).notNull(),
    /** ms UTC. */
    saidAt: integer("said_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.itemType, t.itemId, t.kind, t.value] })],
);
