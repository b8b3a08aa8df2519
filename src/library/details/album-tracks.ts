import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import { listHeldFiles } from "../items/held-files.ts";
import { comparePlaces } from "../../matching/editions/track-place.ts";
import type { AlbumCredit } from "../items/albums.ts";
import { mbidOfRow } from "../identity/identifiers.ts";

/** A track of an album, where its files say that it stands, and those files. */
export interface AlbumTrack {
  id: number;
  /** Of its recording. */
  mbid: string | null;
  title: string;
  /** The one that it is filed under, credited as printed. */
  artists: AlbumCredit[];
  albumId: number | null;
  album: string | null;
  lengthMs: number | null;
  disc: number | null;
  /** `7`, `A1`. */
  number: string | null;
  files: TrackFile[];
}

export interface TrackFile {
  path: string;
  state: string;
  toldBy: string | null;
  /** The file of which this one is a second copy; null for the first. */
  duplicateOf: string | null;
}

type Row = Omit<AlbumTrack, "files" | "artists"> & {
  artistId: number;
  name: string;
  creditedAs: string | null;
  path: string | null;
  state: string;
  toldBy: string | null;
};

const selectTracks = statement<[albumId: number], Row>(
  `
  SELECT tracks.id, ${mbidOfRow("track")} AS mbid, tracks.title, artists.id AS artistId, artists.name,
    tracks.artist_credit AS creditedAs, tracks.album_id AS albumId, albums.title AS album,
    coalesce(tracks.disc, iif(tracks.number IS NULL, owned.medium, NULL)) AS disc,
    coalesce(tracks.number, owned.number) AS number, coalesce(owned.length_ms, tracks.length_ms) AS lengthMs,
    path, state, told_by AS toldBy
  FROM tracks CROSS JOIN albums ON albums.id = tracks.album_id CROSS JOIN artists ON artists.id = tracks.artist_id
  LEFT JOIN release_tracks AS owned ON owned.track_id = tracks.id AND owned.release_id = owned_release_id
  LEFT JOIN files ON files.track_id = tracks.id
  WHERE tracks.album_id = ? ORDER BY tracks.id, path`,
  { sorts: "the tracks of one album" },
);

/**
 * Where their files don't say it, numbers are those of the edition that the user has; lengths are its. In the order of the record: disc (none is disc 1), number, then those without a number as they came.
 */
export function listAlbumTracks(db: Db, albumId: number): AlbumTrack[] {
  const copies = new Map(listHeldFiles(db, albumId).map((file) => [file.path, file.duplicateOf]));
  const tracks = new Map<number, AlbumTrack>();
  for (const row of selectTracks(db).all(albumId)) {
    const { path, state, toldBy } = row;
    const track = tracks.get(row.id) ?? trackOf(row);
    const isNew = path !== null && !track.files.some((file) => file.path === path); // a recording may be on a record twice
    if (isNew) track.files.push({ path, state, toldBy, duplicateOf: copies.get(path) ?? null });
    tracks.set(track.id, track);
  }
  return [...tracks.values()].sort((a, b) => comparePlaces(a, b) || a.id - b.id);
}

function trackOf(row: Row): AlbumTrack {
  const { id, mbid, title, artistId, name, creditedAs, lengthMs, disc, number } = row;
  const credit: AlbumCredit = { id: artistId, name, creditedAs: creditedAs ?? name, joinPhrase: "" };
  const { albumId, album } = row;
  return { id, mbid, title, artists: [credit], albumId, album, lengthMs, disc, number, files: [] };
}
