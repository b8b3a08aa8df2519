import type { Db } from "../db/connection.ts";
import type { ItemType } from "../db/schema/facts.ts";
import { statement } from "../db/statement.ts";
import type { AlbumCredit } from "./albums.ts";
import { mbidKinds } from "./identifiers.ts";

/** Overviews, one statement each, for `importer list`. */

export interface AlbumLine {
  id: number;
  /** Of its release group; null for one that only files or another source know. */
  mbid: string | null;
  title: string;
  artists: AlbumCredit[];
  releaseYear: number | null;
  primaryType: string | null;
  releases: number;
}

export interface ArtistLine {
  id: number;
  mbid: string | null;
  name: string;
  kind: string | null;
  country: string | null;
  disambiguation: string | null;
  albums: number;
}

export interface ReleaseLine {
  id: number;
  mbid: string | null;
  albumId: number;
  title: string;
  /** As printed. */
  artistCredit: string | null;
  releasedOn: string | null;
  country: string | null;
  format: string | null;
  barcode: string | null;
  tracks: number | null;
}

export interface TrackLine {
  id: number;
  /** Of its recording. */
  mbid: string | null;
  title: string;
  /** The one that it is filed under, credited as printed. */
  artists: AlbumCredit[];
  albumId: number | null;
  album: string | null;
  lengthMs: number | null;
}

/** A row as it is read: lists are JSON. */
type Read<Line> = { [Name in keyof Line]: Line[Name] extends AlbumCredit[] ? string : Line[Name] };

const all = { scans: "a person asked for the whole list; it is read row by row" };

/** An item's own MBID as a column, beside the table of its type. The plus: by the item, not through all MBIDs for the least of its own. */
export const mbidColumn = (itemType: ItemType): string =>
  `(SELECT min(value) FROM identifiers WHERE item_type = '${itemType}' AND item_id = ${itemType}s.id
    AND +kind = '${mbidKinds[itemType]}') AS mbid`;

const selectAlbums = statement<[limit: number], Read<AlbumLine>>(
  `
  SELECT albums.id, ${mbidColumn("album")}, albums.title,
    (SELECT json_group_array(json_object('id', artists.id, 'name', artists.name, 'creditedAs', credited_as,
        'joinPhrase', join_phrase) ORDER BY position)
      FROM album_artists CROSS JOIN artists ON artists.id = artist_id WHERE album_id = albums.id) AS artists,
    albums.release_year AS releaseYear, albums.primary_type AS primaryType,
    (SELECT count(*) FROM releases WHERE album_id = albums.id) AS releases
  FROM albums ORDER BY albums.id LIMIT ?`,
  { ...all, sorts: "the credit of one album" },
);
const selectArtists = statement<[limit: number], ArtistLine>(
  `
  SELECT artists.id, ${mbidColumn("artist")}, name, kind, country, disambiguation,
    (SELECT count(DISTINCT album_id) FROM album_artists WHERE artist_id = artists.id) AS albums
  FROM artists ORDER BY coalesce(sort_name, name) COLLATE NOCASE, artists.id LIMIT ?`,
  { ...all, sorts: "by name, which nothing but this list asks for" },
);
const selectReleases = statement<[limit: number], ReleaseLine>(
  `
  SELECT releases.id, ${mbidColumn("release")}, album_id AS albumId, title,
    artist_credit AS artistCredit, released_on AS releasedOn, country, format, barcode, track_count AS tracks
  FROM releases ORDER BY album_id, released_on IS NULL, released_on, releases.id LIMIT ?`,
  { ...all, sorts: "album by album, in the order of its index: the releases of one" },
);
const selectTracks = statement<[limit: number], Read<TrackLine>>(
  `
  SELECT tracks.id, ${mbidColumn("track")}, tracks.title,
    json_array(json_object('id', artists.id, 'name', artists.name,
      'creditedAs', coalesce(tracks.artist_credit, artists.name), 'joinPhrase', '')) AS artists,
    album_id AS albumId, albums.title AS album, length_ms AS lengthMs
  FROM tracks CROSS JOIN artists ON artists.id = tracks.artist_id
  LEFT JOIN albums ON albums.id = tracks.album_id ORDER BY tracks.id LIMIT ?`,
  all,
);

/** At most `limit` rows, read one by one; -1 for all. Nothing may be written meanwhile. */
export type ReadLines<Line> = (db: Db, limit: number) => IterableIterator<Line>;

export const listAlbums: ReadLines<AlbumLine> = (db, limit) => withArtists(selectAlbums(db).iterate(limit));
export const listArtists: ReadLines<ArtistLine> = (db, limit) => selectArtists(db).iterate(limit);
export const listAllReleases: ReadLines<ReleaseLine> = (db, limit) => selectReleases(db).iterate(limit);
export const listTracks: ReadLines<TrackLine> = (db, limit) => withArtists(selectTracks(db).iterate(limit));

function* withArtists<Row extends { artists: string }>(
  rows: Iterable<Row>,
): IterableIterator<Omit<Row, "artists"> & { artists: AlbumCredit[] }> {
  for (const row of rows) yield { ...row, artists: JSON.parse(row.artists) as AlbumCredit[] };
}
