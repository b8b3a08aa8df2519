import { sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";

/** Overviews, one statement each, for `importer list`. */

export interface AlbumLine {
  id: number;
  title: string;
  artists: string;
  year: number | null;
  primaryType: string | null;
  releases: number;
}

export interface ArtistLine {
  id: number;
  name: string;
  kind: string | null;
  country: string | null;
  disambiguation: string | null;
  albums: number;
}

export interface ReleaseLine {
  id: number;
  albumId: number;
  title: string;
  artists: string | null;
  releasedOn: string | null;
  country: string | null;
  format: string | null;
  barcode: string | null;
  tracks: number | null;
}

export interface TrackLine {
  id: number;
  title: string;
  artists: string | null;
  album: string | null;
  lengthMs: number | null;
}

/** At most `limit` rows; -1 for all. */
export function listAlbums(db: Db, limit: number): AlbumLine[] {
  return db.all(sql`
    SELECT albums.id, albums.title, albums.release_year AS year, albums.primary_type AS primaryType,
      coalesce((SELECT group_concat(credited_as || join_phrase, '' ORDER BY position)
        FROM album_artists WHERE album_id = albums.id), '') AS artists,
      (SELECT count(*) FROM releases WHERE album_id = albums.id) AS releases
    FROM albums ORDER BY albums.id LIMIT ${limit}`);
}

export function listArtists(db: Db, limit: number): ArtistLine[] {
  return db.all(sql`
    SELECT artists.id, name, kind, country, disambiguation,
      (SELECT count(DISTINCT album_id) FROM album_artists WHERE artist_id = artists.id) AS albums
    FROM artists ORDER BY coalesce(sort_name, name) COLLATE NOCASE, artists.id LIMIT ${limit}`);
}

export function listAllReleases(db: Db, limit: number): ReleaseLine[] {
  return db.all(sql`
    SELECT id, album_id AS albumId, title, artist_credit AS artists, released_on AS releasedOn, country, format,
      barcode, track_count AS tracks
    FROM releases ORDER BY album_id, released_on IS NULL, released_on, id LIMIT ${limit}`);
}

export function listTracks(db: Db, limit: number): TrackLine[] {
  return db.all(sql`
    SELECT tracks.id, tracks.title, artist_credit AS artists, albums.title AS album, length_ms AS lengthMs
    FROM tracks LEFT JOIN albums ON albums.id = tracks.album_id ORDER BY tracks.id LIMIT ${limit}`);
}
