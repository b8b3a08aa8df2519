import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { isSpacedBarcode } from "../barcodes.ts";
import { albums, artists, artworks, artworkStatuses } from "./music.ts";
import { goneAt, timestamps } from "./times.ts";

/** The music itself, second half: releases, their media, recordings and where they stand. */

export const lyricsStatuses = [
  "not_fetched",
  "fetching",
  "available",
  "instrumental",
  "unavailable",
] as const;

export const releases = sqliteTable(
  "releases",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    albumId: integer("album_id")
      .notNull()
      .references(() => albums.id, { onDelete: "cascade" }),
    title: text().notNull(),
    /** The credit as printed on this edition. */
    artistCredit: text("artist_credit"),
    releasedOn: text("released_on"),
    country: text(),
    status: text(),
    /** `CD`, `2×CD`, `CD + DVD`: the formats of its media, put together. */
    format: text(),
    packaging: text(),
    /** Digits with their leading zeros; `""` is known to have none, null is unknown. */
    barcode: text(),
    asin: text(),
    label: text(),
    catalogNumber: text("catalog_number"),
    /** All labels of the release; `label` and `catalogNumber` are the first. */
    labels: text({ mode: "json" })
      .$type<{ label: string | null; mbid: string | null; catalogNumber: string | null }[]>()
      .notNull()
      .default([]),
    language: text(),
    script: text(),
    disambiguation: text(),
    trackCount: integer("track_count"),
    /** What MusicBrainz knows of its front cover: true, false (none, or withdrawn), or null for unknown. */
    hasFrontCover: integer("has_front_cover", { mode: "boolean" }),
    ...goneAt,
    ...timestamps,
  },
  (t) => [
    index("releases_album").on(t.albumId),
    index("releases_barcode").on(t.barcode),
    index("releases_barcode_spaced")
      .on(t.barcode)
      .where(sql.raw(isSpacedBarcode("barcode"))),
  ],
);

/** One disc, side or file set of a release. It may have no known tracks. */
export const media = sqliteTable(
  "media",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    releaseId: integer("release_id")
      .notNull()
      .references(() => releases.id, { onDelete: "cascade" }),
    /** From 1. */
    position: integer().notNull(),
    title: text(),
    format: text(),
    trackCount: integer("track_count").notNull(),
  },
  (t) => [uniqueIndex("media_position").on(t.releaseId, t.position)],
);

/** A recording. It belongs to one album and artist, and sits on releases through `release_tracks`. */
export const tracks = sqliteTable(
  "tracks",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    title: text().notNull(),
    artistId: integer("artist_id")
      .notNull()
      .references(() => artists.id),
    albumId: integer("album_id").references(() => albums.id, { onDelete: "cascade" }),
    /** The credit as text: `Queen & David Bowie`. */
    artistCredit: text("artist_credit"),
    lengthMs: integer("length_ms"),
    /** Where its files say that it stands on the album; null for what they don't say, and for a track without files. */
    disc: integer(),
    /** `7`, `A1`. */
    number: text(),
    isVideo: integer("is_video", { mode: "boolean" }).notNull().default(false),
    /** Every ISRC of the recording; one that two recordings share is an identifier of the first only. */
    isrcs: text({ mode: "json" }).$type<string[]>().notNull().default([]),
    disambiguation: text(),
    artworkId: integer("artwork_id").references(() => artworks.id),
    artworkStatus: text("artwork_status", { enum: artworkStatuses }).notNull().default("unknown"),
    artworkRetryAt: integer("artwork_retry_at"),
    lyricsStatus: text("lyrics_status", { enum: lyricsStatuses }).notNull().default("not_fetched"),
    /** ms UTC: `unavailable` lyrics are asked for again from then on. */
    lyricsRetryAt: integer("lyrics_retry_at"),
    /** A person's override: what they said of the words stays, whatever is found. */
    lyricsOverride: text("lyrics_override", { enum: ["removed", "replaced", "confirmed"] }),
    ...timestamps,
  },
  (t) => [
    index("tracks_album").on(t.albumId),
    index("tracks_artwork")
      .on(t.artworkId)
      .where(sql`artwork_id IS NOT NULL`),
    index("tracks_artist").on(t.artistId),
    // What enrichment has to do, and what it may ask again: each a list that shrinks to nothing.
    index("tracks_artwork_wanted")
      .on(t.id)
      .where(sql`artwork_status = 'unknown'`),
    index("tracks_lyrics_wanted")
      .on(t.id)
      .where(sql`lyrics_status IN ('not_fetched','fetching')`),
    index("tracks_artwork_absent")
      .on(t.artworkRetryAt)
      .where(sql`artwork_status = 'absent'`),
    index("tracks_lyrics_absent")
      .on(t.lyricsRetryAt)
      .where(sql`lyrics_status = 'unavailable'`),
  ],
);

export const releaseTracks = sqliteTable(
  "release_tracks",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    releaseId: integer("release_id")
      .notNull()
      .references(() => releases.id, { onDelete: "cascade" }),
    /** Position of the medium, from 1. */
    medium: integer().notNull(),
    /** Within the medium, from 1; a pregap track is 0. */
    position: integer().notNull(),
    trackId: integer("track_id")
      .notNull()
      .references(() => tracks.id),
    /** As printed: `A1`, `01`, `12`. */
    number: text().notNull(),
    title: text().notNull(),
    artistCredit: text("artist_credit"),
    lengthMs: integer("length_ms"),
    /** MusicBrainz's id of this place on this release (the recording's stands with the track). */
    mbid: text(),
    kind: text({ enum: ["track", "pregap", "data"] })
      .notNull()
      .default("track"),
  },
  (t) => [
    uniqueIndex("release_tracks_position").on(t.releaseId, t.medium, t.position),
    index("release_tracks_track").on(t.trackId),
  ],
);
