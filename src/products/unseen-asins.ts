import type { Db } from "../db/connection.ts";
import { getAlbumToMatch } from "../library/products/album-to-match.ts";
import { listProducts } from "../library/products/products.ts";
import { amazon } from "./refusal.ts";

/** Whether MusicBrainz knows of ASINs that no search for this album has had before it. */
export function hasUnseenAsins(db: Db, albumId: number): boolean {
  const seen = new Set(listProducts(db, albumId, amazon).map(({ externalId }) => externalId));
  return (getAlbumToMatch(db, albumId)?.asins ?? []).some((asin) => !seen.has(asin));
}
