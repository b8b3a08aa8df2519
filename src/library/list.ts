import type { Db } from "../db/connection.ts";
import { statement } from "../db/statement.ts";

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

const all = { scans: "a person asked for the whole list; it is read row by row" };

const selectAlbums = statement<[limit: number], AlbumLine>(
  `
  SELECT albums.id, albums.title, albums.release_year AS year, albums.primary_type AS primaryType,
    coalesce((SELECT group_concat(credited_as || join_phrase, '' ORDER BY position)
      FROM album_artists WHERE album_id = albums.id), '') AS artists,
    (SELECT count(*) FROM releases WHERE album_id = albums.id) AS releases
  FROM albums ORDER BY albums.id LIMIT ?`,
  { ...all, sorts: "the credit of one album" },
);
const selectArtists = statement<[limit: number], ArtistLine>(
  `
  SELECT artists.id, name, kind, country, disambiguation,
    (SELECT count(DISTINCT album_id) FROM album_artists WHERE artist_id = artists.id) AS albums
  FROM artists ORDER BY coalesce(sort_name, name) COLLATE NOCASE, artists.id LIMIT ?`,
  { ...all, sorts: "by name, which nothing but this list asks for" },
);
const selectReleases = statement<[limit: number], ReleaseLine>(
  `
  SELECT id, album_id AS albumId, title, artist_credit AS artists, released_on AS releasedOn, country, format,
    barcode, track_count AS tracks
  FROM releases ORDER BY album_id, released_on IS NULL, released_on, id LIMIT ?`,
  { ...all, sorts: "album by album, in the order of its index: the releases of one" },
);
const selectTracks = statement<[limit: number], TrackLine>(
  `
  SELECT tracks.id, tracks.title, artist_credit AS artists, albums.title AS album, length_ms AS lengthMs
  FROM tracks LEFT JOIN albums ON albums.id = tracks.album_id ORDER BY tracks.id LIMIT ?`,
  all,
);

/** At most `limit` rows, read one by one; -1 for all. Nothing may be written meanwhile. */
export type ReadLines<Line> = (db: Db, limit: number) => IterableIterator<Line>;

export const listAlbums: ReadLines<AlbumLine> = (db, limit) => selectAlbums(db).iterate(limit);
export const listArtists: ReadLines<ArtistLine> = (db, limit) => selectArtists(db).iterate(limit);
export const listAllReleases: ReadLines<ReleaseLine> = (db, limit) => selectReleases(db).iterate(limit);
export const listTracks: ReadLines<TrackLine> = (db, limit) => selectTracks(db).iterate(limit);
