import { createHash } from "node:crypto";
import { getAlbum } from "../library/items/albums.ts";
import { findShopAnswer } from "../library/products/shop-answers.ts";
import { saveShopAnswer } from "../library/write/products/shop-answers.ts";
import type { AmazonProducts, ShopOffer } from "../sources/amazon/source.ts";
import type { ProductContext } from "./context.ts";

/** A day's end is at most a day away, and the worker may begin late. */
const keptForMs = 36 * 3_600_000;

/**
 * Resumable: what the shop has answered for an album is kept until its job has ended. A job that meets the end of the day, a
 * fault or a crash goes on where it was, and the same question is not paid for twice.
 */
export function resuming(
  { db, shop, now, transact }: ProductContext,
  products: AmazonProducts,
  albumId: number,
): AmazonProducts {
  async function ask(question: unknown, send: () => Promise<ShopOffer[]>): Promise<ShopOffer[]> {
    const key = createHash("sha256")
      .update(JSON.stringify([shop.credentialsKey, albumId, question]))
      .digest("hex");
    const known = findShopAnswer(db, key, now() - keptForMs);
    if (known !== undefined) return known as ShopOffer[];
    const answer = await send();
    await transact(() => {
      if (getAlbum(db, albumId)) saveShopAnswer(db, { key, albumId, answer }, now());
    });
    return answer;
  }
  return {
    ...products,
    search: (query, signal) => ask(["search", query], () => products.search(query, signal)),
    getItems: (asins, signal) => ask(["items", asins], () => products.getItems(asins, signal)),
  };
}
