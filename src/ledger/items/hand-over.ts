import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import { ledgerTables } from "../tables.ts";

const selectElsewhere = statement<[albumId: number], { id: number; albumId: number }>(
  `SELECT tracks.id, min(releases.album_id) AS albumId
   FROM tracks JOIN release_tracks ON track_id = tracks.id JOIN releases ON releases.id = release_id
   WHERE tracks.album_id = ? AND releases.album_id <> tracks.album_id GROUP BY tracks.id`,
);

/**
 * A recording on several albums is one track, which belongs to one of them. Before that album goes, the track is given to the next,
 * with its lyrics and files: else it would be taken from releases that stay. Within a transaction.
 */
export function handTracksOver(db: Db, albumId: number, now: number): void {
  const tracks = ledgerTables.get("tracks")!;
  for (const { id, albumId: next } of selectElsewhere(db).all(albumId))
    tracks.set(db, tracks.get(db, { id })!, { album_id: next, updated_at: now });
}

const selectDisplaced = statement<[json: string], { id: number; albumId: number }>(
  `SELECT tracks.id, min(releases.album_id) AS albumId
   FROM tracks JOIN release_tracks ON track_id = tracks.id JOIN releases ON releases.id = release_id
   WHERE tracks.id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM files WHERE track_id = tracks.id)
   GROUP BY tracks.id HAVING max(releases.album_id = tracks.album_id) = 0`,
);

/** The same for recordings whose releases on their own album went: one that only others still have is theirs, unless a file says otherwise. */
export function handDisplacedOver(db: Db, trackIds: Iterable<number>, now: number): void {
  const tracks = ledgerTables.get("tracks")!;
  for (const { id, albumId } of selectDisplaced(db).all(JSON.stringify([...trackIds])))
    tracks.set(db, tracks.get(db, { id })!, { album_id: albumId, updated_at: now });
}
