import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { coverTiers } from "../../facts.ts";
import { goneAt, timestamps } from "./times.ts";

/** The music itself, first half: artists, albums and their covers. Timestamps are ms UTC; partial dates (`1973`, `1973-03`) stay text. */

export const artists = sqliteTable(
  "artists",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    name: text().notNull(),
    /** `foldName(name)`: what the finder compares. */
    nameKey: text("name_key").notNull(),
    sortName: text("sort_name"),
    kind: text(),
    country: text(),
    disambiguation: text(),
    beganOn: text("began_on"),
    endedOn: text("ended_on"),
    ...goneAt,
    ...timestamps,
  },
  // And `artists_by_name`, the order in which they are listed, which drizzle-kit can't write: see the migration `finding_order`.
  (t) => [index("artists_name_key").on(t.nameKey)],
);

/** Other names of an artist, as the source lists them: who types one of them means this artist. */
export const artistAliases = sqliteTable(
  "artist_aliases",
  {
    artistId: integer("artist_id")
      .notNull()
      .references(() => artists.id, { onDelete: "cascade" }),
    /** `foldName(name)`. */
    nameKey: text("name_key").notNull(),
    name: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.artistId, t.nameKey] }), index("artist_aliases_name_key").on(t.nameKey)],
);

export const artworks = sqliteTable(
  "artworks",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    sha256: text().notNull(),
    mediaType: text("media_type").notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    bytes: integer().notNull(),
    /** Below the library's folder. */
    path: text().notNull(),
    source: text().notNull(),
    sourceUrl: text("source_url"),
    /** How sure it is: an identifier led to it, or a search by name whose best hit fitted. Null for files. */
    matchedBy: text("matched_by", { enum: ["identifier", "name"] }),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [uniqueIndex("artworks_sha256").on(t.sha256)],
);

export const artworkStatuses = ["unknown", "available", "absent"] as const;

/** Who said which edition the user has: a file's MBID, a person, or the track list of the files. */
export const ownersOfEdition = ["file", "person", "track_list"] as const;

/** An album is a MusicBrainz release group. */
export const albums = sqliteTable(
  "albums",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    title: text().notNull(),
    titleKey: text("title_key").notNull(),
    primaryType: text("primary_type"),
    secondaryTypes: text("secondary_types", { mode: "json" }).$type<string[]>().notNull().default([]),
    firstReleaseDate: text("first_release_date"),
    releaseYear: integer("release_year"),
    disambiguation: text(),
    artworkId: integer("artwork_id").references(() => artworks.id),
    artworkStatus: text("artwork_status", { enum: artworkStatuses }).notNull().default("unknown"),
    /** ms UTC: an `absent` cover is asked for again from then on. */
    artworkRetryAt: integer("artwork_retry_at"),
    /** ms UTC: when all sources of covers had been asked; a product's picture that came before keeps nobody from asking. */
    coversAskedAt: integer("covers_asked_at"),
    /** A person's override: they want no cover here, whatever is offered. */
    artworkOverride: text("artwork_override", { enum: ["removed"] }),
    /** UTC days on which a source that keeps its cover did not hand it out; after three it is not to be had. */
    artworkWithheldOn: text("artwork_withheld_on", { mode: "json" }).$type<string[]>().notNull().default([]),
    /** The release of this album that the user has; null where nothing tells. No foreign key: releases point here, and would be a circle. */
    ownedReleaseId: integer("owned_release_id"),
    ownedReleaseBy: text("owned_release_by", { enum: ownersOfEdition }),
    ...goneAt,
    ...timestamps,
  },
  (t) => [
    index("albums_title_key").on(t.titleKey),
    index("albums_year").on(t.releaseYear),
    index("albums_artwork")
      .on(t.artworkId)
      .where(sql`artwork_id IS NOT NULL`),
    index("albums_artwork_absent")
      .on(t.artworkRetryAt)
      .where(sql`artwork_status = 'absent'`),
  ],
);

/** Every picture that was offered as an album's cover: which of them it is, is decided anew whenever one comes or goes. */
export const albumCovers = sqliteTable(
  "album_covers",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    albumId: integer("album_id")
      .notNull()
      .references(() => albums.id, { onDelete: "cascade" }),
    artworkId: integer("artwork_id")
      .notNull()
      .references(() => artworks.id, { onDelete: "cascade" }),
    tier: text({ enum: coverTiers }).notNull(),
    /** Who offered it: a service, `embedded`, `folder`, `person`. Several may have the same picture. */
    source: text().notNull().default(""),
    /** What it hangs on at its source, and goes with: an ASIN. */
    ref: text(),
    /** ms UTC. */
    offeredAt: integer("offered_at").notNull(),
  },
  (t) => [
    // Offers without a ref are told apart by `offerCover`: to SQLite no null is like another.
    uniqueIndex("album_covers_offer").on(t.albumId, t.artworkId, t.tier, t.source, t.ref),
    index("album_covers_artwork").on(t.artworkId),
  ],
);

export const albumArtists = sqliteTable(
  "album_artists",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    albumId: integer("album_id")
      .notNull()
      .references(() => albums.id, { onDelete: "cascade" }),
    /** From 0, in the order of the credit. */
    position: integer().notNull(),
    artistId: integer("artist_id")
      .notNull()
      .references(() => artists.id),
    creditedAs: text("credited_as").notNull(),
    joinPhrase: text("join_phrase").notNull().default(""),
  },
  (t) => [
    uniqueIndex("album_artists_position").on(t.albumId, t.position),
    index("album_artists_artist").on(t.artistId),
  ],
);
