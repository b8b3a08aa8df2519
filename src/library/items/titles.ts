import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { getAlbum } from "./albums.ts";
import { getArtist } from "./artists.ts";
import { getRelease } from "./releases.ts";
import { getTrack } from "./tracks.ts";

/** What an item is called; "" for one that is not there. */
export function titleOf(db: Db, itemType: ItemType, id: number): string {
  switch (itemType) {
    case "album":
      return getAlbum(db, id)?.title ?? "";
    case "artist":
      return getArtist(db, id)?.name ?? "";
    case "release":
      return getRelease(db, id)?.title ?? "";
    case "track":
      return getTrack(db, id)?.title ?? "";
  }
}
