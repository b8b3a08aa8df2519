import type { Db } from "../../../db/connection.ts";
import { statement } from "../../../db/statement.ts";
import { hasPersonsWord } from "../../decisions/persons-word.ts";
import { getRelease } from "../../items/releases.ts";
import { getTrack } from "../../items/tracks.ts";
import { ownRelease, settleOwnedRelease } from "../decisions/owned-release.ts";
import { write } from "../tables.ts";

const selectOwnTracks = statement<[{ releaseId: number; albumId: number }], { id: number }>(
  `
  SELECT DISTINCT tracks.id FROM release_tracks JOIN tracks ON tracks.id = track_id
  WHERE release_id = @releaseId AND tracks.album_id = @albumId AND NOT EXISTS (
    SELECT 1 FROM release_tracks AS others JOIN releases ON releases.id = others.release_id
    WHERE others.track_id = tracks.id AND releases.album_id = @albumId AND releases.id <> @releaseId)`,
  { sorts: "the tracks of one release" },
);

/**
 * A release belongs to another album now, and so do its tracks, but those that the first has on other releases. A person's word that it is
 * their edition goes along. Within a transaction.
 */
export function moveRelease(db: Db, releaseId: number, albumId: number, now: number): void {
  const release = getRelease(db, releaseId)!;
  const former = release.albumId;
  if (former === albumId) return;
  const isPersons = hasPersonsWord(db, "release", releaseId);
  for (const { id } of selectOwnTracks(db).all({ releaseId, albumId: former }))
    write.tracks.set(db, getTrack(db, id)!, { albumId }, { updatedAt: now });
  write.releases.set(db, release, { albumId }, { updatedAt: now });
  if (isPersons) ownRelease(db, albumId, releaseId, now);
  for (const each of [former, albumId]) settleOwnedRelease(db, each, now);
}
