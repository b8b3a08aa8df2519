import type { Db } from "../../../db/connection.ts";
import { rowsBy } from "../../../db/rows.ts";
import { identifiers, lyrics } from "../../../db/schema/facts.ts";
import { albumArtists } from "../../../db/schema/music.ts";
import { statement } from "../../../db/statement.ts";
import { getAlbum } from "../../items/albums.ts";
import { hasMbid } from "../../identity/identifiers.ts";
import { getTrack } from "../../items/tracks.ts";
import { write } from "../tables.ts";
import { removeUnusedArtist } from "./unidentified.ts";

const lyricsOf = rowsBy(lyrics, ["trackId"]);
const identifiersOf = rowsBy(identifiers, ["itemType", "itemId"]);
const selectPlace = statement<[trackId: number], { one: 1 }>(
  "SELECT 1 AS one FROM release_tracks WHERE track_id = ? LIMIT 1",
);
const selectFile = statement<[trackId: number], { one: 1 }>(
  "SELECT 1 AS one FROM files WHERE track_id = ? LIMIT 1",
);

/** No MBID, and no place on a release. */
export function isToldByFiles(db: Db, trackId: number): boolean {
  if (!getTrack(db, trackId) || hasMbid(db, "track", "musicbrainz_recording", trackId)) return false;
  return !selectPlace(db).get(trackId);
}

/**
 * A track without a place on a release goes when the last of its files turned out to be another: one that only files told of, and one whose
 * release went. Of what its source told of, a person's word on the lyrics stays. Within a transaction.
 */
export function removeUntoldTrack(db: Db, trackId: number): void {
  const track = getTrack(db, trackId);
  if (!track || selectPlace(db).get(trackId) || selectFile(db).get(trackId)) return;
  if (track.lyricsOverride !== null && !isToldByFiles(db, trackId)) return;
  const words = lyricsOf.get(db, trackId);
  if (words) write.lyrics.remove(db, words);
  for (const each of identifiersOf.all(db, "track", trackId)) write.identifiers.remove(db, each);
  write.tracks.remove(db, track);
}

const selectUse = statement<[{ id: number }], { used: 0 | 1 }>(`
  SELECT EXISTS (SELECT 1 FROM tracks WHERE album_id = @id) OR EXISTS (SELECT 1 FROM releases WHERE album_id = @id)
    OR EXISTS (SELECT 1 FROM external_links WHERE item_type = 'album' AND item_id = @id)
    OR EXISTS (SELECT 1 FROM provider_runs WHERE item_type = 'album' AND item_id = @id)
    OR EXISTS (SELECT 1 FROM identifiers WHERE item_type = 'album' AND item_id = @id
      AND kind = 'musicbrainz_release_group') AS used`);
const creditsOf = rowsBy(albumArtists, ["albumId"]);

/** An album that only files told of goes with the last of its tracks, when new tags say another. Within a transaction. */
export function removeEmptyAlbum(db: Db, albumId: number): void {
  const album = getAlbum(db, albumId);
  if (!album || selectUse(db).get({ id: albumId })!.used === 1) return;
  const credits = creditsOf.all(db, albumId);
  for (const credit of credits) write.albumArtists.remove(db, credit);
  for (const each of identifiersOf.all(db, "album", albumId)) write.identifiers.remove(db, each);
  write.albums.remove(db, album);
  for (const { artistId } of credits) removeUnusedArtist(db, artistId);
}
