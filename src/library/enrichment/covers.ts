import { statement } from "../../db/statement.ts";
import type { Db } from "../../db/connection.ts";
import { chooseCover, rankOfTier, type OfferedCover } from "../../matching/choose-cover.ts";
import { getAlbum } from "../items/albums.ts";
import { mbidOfItem } from "../identity/identifiers.ts";

/** A picture that was offered as this album's cover, with where it came from. */
export interface AlbumCover extends OfferedCover {
  id: number;
  source: string;
  sourceUrl: string | null;
  path: string;
  mediaType: string;
  bytes: number;
  /** What it hangs on at its source: an ASIN. */
  ref: string | null;
}

const selectCovers = statement<[albumId: number], AlbumCover>(`
  SELECT album_covers.id, artwork_id AS artworkId, tier, width, height, offered_at AS offeredAt, album_covers.source,
    source_url AS sourceUrl, path, media_type AS mediaType, bytes, ref
  FROM album_covers JOIN artworks ON artworks.id = artwork_id WHERE album_id = ?`);

/** All that was offered; `chooseCover` says which of them it is. */
export function listCovers(db: Db, albumId: number): AlbumCover[] {
  return selectCovers(db).all(albumId);
}

/** The most trusted first; of one tier, what was offered first. */
export const byTrust = (a: AlbumCover, b: AlbumCover): number =>
  rankOfTier(a.tier) - rankOfTier(b.tier) || a.id - b.id;

/** For `importer cover`: which picture is the cover of an album that is there, and beside it all that was offered, the most trusted first. */
export function describeCovers(db: Db, albumId: number, leastSide: number) {
  const { id, title, artworkStatus: status, artworkOverride: override } = getAlbum(db, albumId)!;
  const covers = listCovers(db, albumId);
  const chosen = override === "removed" ? undefined : chooseCover(covers, leastSide);
  const told = (cover: AlbumCover) => ({ ...cover, offeredAt: new Date(cover.offeredAt).toISOString() });
  const offered = covers.sort(byTrust).map(told);
  return {
    album: { id, mbid: mbidOfItem(db, "album", id), title },
    status,
    override,
    cover: chosen ? told(chosen) : null,
    offered,
  };
}
