import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { artists, tracks } from "../db/schema/music.ts";
import type { IdentifierKind } from "../facts.ts";
import { foldName } from "../matching/fold.ts";
import { getArtist } from "./artists.ts";

/**
 * An artist that was known by name only turned out to be `artistId`, by the credit of this album: the album's
 * tracks are of that artist now. The nameless one goes when nothing is left of it.
 */
export function replaceUnidentifiedArtist(db: Db, albumId: number, formerId: number, artistId: number): void {
  const [former, artist] = [getArtist(db, formerId), getArtist(db, artistId)];
  if (!former || !artist || former.id === artist.id || former.nameKey !== foldName(artist.name)) return;
  if (hasMbid(db, "artist", "musicbrainz_artist", former.id)) return;
  db.update(tracks)
    .set({ artistId })
    .where(and(eq(tracks.albumId, albumId), eq(tracks.artistId, formerId)))
    .run();
  const used = db.get<{ used: number }>(sql`
    SELECT EXISTS (SELECT 1 FROM tracks WHERE artist_id = ${formerId})
      OR EXISTS (SELECT 1 FROM album_artists WHERE artist_id = ${formerId})
      OR EXISTS (SELECT 1 FROM provider_runs WHERE item_type = 'artist' AND item_id = ${formerId}) AS used`);
  if (!used.used) db.delete(artists).where(eq(artists.id, formerId)).run();
}

/** Whether an item is known to MusicBrainz, or by name only. */
export function hasMbid(db: Db, itemType: "artist" | "track", kind: IdentifierKind, itemId: number): boolean {
  const row = db.get<{ one: number } | undefined>(sql`
    SELECT 1 AS one FROM identifiers WHERE item_type = ${itemType} AND item_id = ${itemId} AND kind = ${kind}`);
  return row !== undefined;
}
