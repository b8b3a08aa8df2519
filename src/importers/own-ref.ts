import type { Db } from "../db/connection.ts";
import { listIdentifiers } from "../library/identity/identifiers.ts";
import { refOf, type Ref } from "../refs.ts";
import type { AlbumSource } from "../sources/albums/source.ts";

/** The identity by which a source knows this album. */
export function ownRefAt(db: Db, { albumKinds }: AlbumSource, album: { id: number }): Ref | undefined {
  const named = listIdentifiers(db, "album", album.id);
  for (const kind of albumKinds) {
    const own = named.find((each) => each.kind === kind);
    if (own) return refOf(own);
  }
  return undefined;
}
