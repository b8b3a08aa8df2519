import { rowsWhere } from "../../../db/rows.ts";
import { statement } from "../../../db/statement.ts";
import type { Db } from "../../../db/connection.ts";
import { tracks } from "../../../db/schema/releases.ts";
import { foldName } from "../../../matching/text/fold.ts";
import { getArtist } from "../../items/artists.ts";
import { hasMbid } from "../../identity/identifiers.ts";
import { write } from "../tables.ts";

// The plus: of this album's tracks those of the artist, not the other way round (Various Artists have thousands).
const tracksOf = rowsWhere<typeof tracks, [albumId: number, artistId: number], "id" | "artistId">(
  tracks,
  "album_id = ? AND +artist_id = ?",
  { only: ["id", "artistId"] },
);
const selectUse = statement<[{ id: number }], { used: 0 | 1 }>(`
  SELECT EXISTS (SELECT 1 FROM tracks WHERE artist_id = @id)
    OR EXISTS (SELECT 1 FROM album_artists WHERE artist_id = @id)
    OR EXISTS (SELECT 1 FROM provider_runs WHERE item_type = 'artist' AND item_id = @id) AS used`);

/**
 * An artist that was known by name only turned out to be `artistId`, by the credit of this album: the album's
 * tracks are of that artist now. The nameless one goes when nothing is left of it.
 */
export function replaceUnidentifiedArtist(db: Db, albumId: number, formerId: number, artistId: number): void {
  if (formerId === artistId) return;
  const [former, artist] = [getArtist(db, formerId), getArtist(db, artistId)];
  if (!former || !artist || former.nameKey !== foldName(artist.name)) return;
  if (hasMbid(db, "artist", "musicbrainz_artist", former.id)) return;
  for (const track of tracksOf.all(db, albumId, formerId)) write.tracks.set(db, track, { artistId });
  removeUnusedArtist(db, formerId);
}

/** An artist known by name only goes when nothing is left of it. Within a transaction. */
export function removeUnusedArtist(db: Db, id: number): void {
  const artist = getArtist(db, id);
  if (!artist || hasMbid(db, "artist", "musicbrainz_artist", id)) return;
  if (selectUse(db).get({ id })!.used === 0) write.artists.remove(db, artist);
}
