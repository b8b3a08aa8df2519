import type { Db } from "../../db/connection.ts";
import { rowsBy } from "../../db/rows.ts";
import { products } from "../../db/schema/shops.ts";
import { deleteProductLink } from "../../library/write/products/product-links.ts";
import { write } from "../../library/write/tables.ts";

const ofAlbum = rowsBy(products, ["albumId"]);

/**
 * Of two albums that are one each may know a product: a person's word on it counts, else that of the album that stays, and its link is as
 * that one says.
 */
export function betterProducts(db: Db, from: number, into: number): void {
  const known = new Map(ofAlbum.all(db, into).map((row) => [`${row.source} ${row.externalId}`, row]));
  for (const former of ofAlbum.all(db, from)) {
    const stays = known.get(`${former.source} ${former.externalId}`);
    if (!stays) continue;
    const worse = former.decision !== null && stays.decision === null ? stays : former;
    deleteProductLink(db, worse);
    write.products.remove(db, worse);
  }
}
