import type { Db } from "../db/connection.ts";
import { statement } from "../db/statement.ts";
import { listHeldFiles } from "./held-files.ts";
import { comparePlaces } from "../matching/track-place.ts";

/** A track of an album, where its files say that it stands, and those files. */
export interface AlbumTrack {
  id: number;
  disc: number | null;
  /** `7`, `A1`. */
  number: string | null;
  title: string;
  artists: string | null;
  lengthMs: number | null;
  files: TrackFile[];
}

export interface TrackFile {
  path: string;
  state: string;
  toldBy: string | null;
  /** The file of which this one is a second copy; null for the first. */
  duplicateOf: string | null;
}

type Row = Omit<AlbumTrack, "files"> & { path: string | null; state: string; toldBy: string | null };

const selectTracks = statement<[albumId: number], Row>(
  `
  SELECT tracks.id, coalesce(tracks.disc, iif(tracks.number IS NULL, owned.medium, NULL)) AS disc,
    coalesce(tracks.number, owned.number) AS number, tracks.title, tracks.artist_credit AS artists,
    coalesce(owned.length_ms, tracks.length_ms) AS lengthMs, path, state, told_by AS toldBy
  FROM tracks CROSS JOIN albums ON albums.id = tracks.album_id
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
  for (const { path, state, toldBy, ...track } of selectTracks(db).all(albumId)) {
    const known = tracks.get(track.id) ?? { ...track, files: [] };
    const isNew = path !== null && !known.files.some((file) => file.path === path); // a recording may be on a record twice
    if (isNew) known.files.push({ path, state, toldBy, duplicateOf: copies.get(path) ?? null });
    tracks.set(track.id, known);
  }
  return [...tracks.values()].sort((a, b) => comparePlaces(a, b) || a.id - b.id);
}
