import type { Db } from "../db/connection.ts";
import { statement } from "../db/statement.ts";
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
  files: { path: string; state: string; toldBy: string | null }[];
}

type Row = Omit<AlbumTrack, "files"> & { path: string | null; state: string; toldBy: string | null };

const selectTracks = statement<[albumId: number], Row>(
  `
  SELECT tracks.id, disc, number, title, artist_credit AS artists, length_ms AS lengthMs,
    path, state, told_by AS toldBy
  FROM tracks LEFT JOIN files ON files.track_id = tracks.id
  WHERE album_id = ? ORDER BY tracks.id, path`,
  { sorts: "the tracks of one album" },
);

/** In the order of the record: disc (none is disc 1), number, then those without a number as they came. */
export function listAlbumTracks(db: Db, albumId: number): AlbumTrack[] {
  const tracks = new Map<number, AlbumTrack>();
  for (const { path, state, toldBy, ...track } of selectTracks(db).all(albumId)) {
    const known = tracks.get(track.id) ?? { ...track, files: [] };
    if (path !== null) known.files.push({ path, state, toldBy });
    tracks.set(track.id, known);
  }
  return [...tracks.values()].sort((a, b) => comparePlaces(a, b) || a.id - b.id);
}
