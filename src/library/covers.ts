import { statement } from "../db/statement.ts";
import type { Db } from "../db/connection.ts";
import type { OfferedCover } from "../matching/choose-cover.ts";

/** A picture that was offered as this album's cover, with where it came from. */
export interface AlbumCover extends OfferedCover {
  id: number;
  source: string;
  sourceUrl: string | null;
  path: string;
  /** What it hangs on at its source: an ASIN. */
  ref: string | null;
}

const selectCovers = statement<[albumId: number], AlbumCover>(`
  SELECT album_covers.id, artwork_id AS artworkId, tier, width, height, offered_at AS offeredAt, source,
    source_url AS sourceUrl, path, ref
  FROM album_covers JOIN artworks ON artworks.id = artwork_id WHERE album_id = ?`);

/** All that was offered; `chooseCover` says which of them it is. */
export function listCovers(db: Db, albumId: number): AlbumCover[] {
  return selectCovers(db).all(albumId);
}
