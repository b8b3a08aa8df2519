import type { Db } from "../../../db/connection.ts";
import type { ItemType } from "../../../db/item-types.ts";
import { getAlbum } from "../../items/albums.ts";
import { getArtist } from "../../items/artists.ts";
import { getRelease } from "../../items/releases.ts";
import { write } from "../tables.ts";

/** What may be gone at its source. A recording is there as long as a release has it. */
export type Perishable = Exclude<ItemType, "track">;

/**
 * Tombstone: its source has it no longer, as of then (ms UTC); null: it has. What was gone before stays so as of its first day. Within
 * a transaction. @returns whether that is new.
 */
export function markGone(db: Db, itemType: Perishable, id: number, goneAt: number | null): boolean {
  const row = readers[itemType](db, id);
  if (!row || (row.goneAt === null) === (goneAt === null)) return false;
  return writers[itemType].set(db, { id, goneAt: row.goneAt }, { goneAt });
}

const readers = { album: getAlbum, artist: getArtist, release: getRelease } satisfies Record<
  Perishable,
  unknown
>;

interface GoneWriter {
  set(db: Db, row: { id: number; goneAt: number | null }, values: { goneAt: number | null }): boolean;
}

const writers: Record<Perishable, GoneWriter> = {
  album: write.albums,
  artist: write.artists,
  release: write.releases,
};
