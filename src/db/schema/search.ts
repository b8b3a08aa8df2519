import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * What the full-text index (`src/finding/search`) lacks. Triggers keep it, in SQL alone, so that whatever program writes the library is
 * heard; an import that only adds rows pays nothing but a look at `search_marks`.
 */

export const searchKinds = ["album", "artist", "track"] as const;
export type SearchKind = (typeof searchKinds)[number];

/** The index itself, one FTS5 table a kind. */
export const searchTables = {
  album: "search_albums",
  artist: "search_artists",
  track: "search_tracks",
} as const satisfies Record<SearchKind, string>;

/** The words of the index by their parts, an FTS5 table of its own over `searchWords`. */
export const searchWordParts = "search_word_parts";

/** The distinct words of the index. */
export const searchWords = sqliteTable("search_words", {
  id: integer().primaryKey({ autoIncrement: true }),
  word: text().notNull().unique(),
});

/** Up to which id all items of a kind were read into the index. */
export const searchMarks = sqliteTable("search_marks", {
  kind: text({ enum: searchKinds }).primaryKey(),
  upTo: integer("up_to").notNull(),
});

/** Items at or below the mark that changed, came back, or went since. */
export const searchStale = sqliteTable(
  "search_stale",
  { kind: text({ enum: searchKinds }).notNull(), id: integer().notNull() },
  (t) => [primaryKey({ columns: [t.kind, t.id] })],
);
