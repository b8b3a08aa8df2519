import { readSpent } from "../db/services/gates.ts";
import { getAlbum } from "../library/items/albums.ts";
import { listCovers } from "../library/enrichment/covers.ts";
import { listDueProducts, type ProductRow } from "../library/products/products.ts";
import { withdrawCoversOfGoneProducts } from "../library/write/enrichment/covers.ts";
import { findProductLink } from "../library/write/products/product-links.ts";
import { markProductGone, noteAsked, refreshProduct } from "../library/write/products/products.ts";
import type { AmazonProducts, ShopOffer } from "../sources/amazon/source.ts";
import type { ProductContext, Shop } from "./context.ts";
import { coverFromProducts } from "./cover.ts";
import { leadsHere } from "./links-here.ts";
import { amazon, askingShop, throwIncomplete, throwRefused } from "./refusal.ts";

/** What is older is asked for again. */
export const refreshEveryMs = 24 * 3_600_000;
/** Of what may be asked in a day: the rest is kept for albums that come later in it. */
const mostOfDay = 2 / 3;
/** What one request takes. */
const asinsAtOnce = 10;
/** Rows a batch is made of: several albums may have one product. */
const mostRows = 40;
/** So many at once, all there a day ago, are not all gone: that answer is not believed. */
const suspicious = 3;

export type RefreshResult =
  | { outcome: "free" }
  | {
      outcome: "refreshed";
      requests: number;
      /** Those that the shop still has. */
      known: number;
      gone: { asin: string; album: string; isKept: boolean }[];
      /** Before all was done: others wait (`albums`), or only what is kept for new albums is left of the `day`. */
      leftFor: "albums" | "day" | undefined;
    };

/**
 * Refreshes what the shop links say, ten products a request, whichever albums they belong to: prices are of today, and a product
 * that was there and is not there any more is no link, and no cover. `mayGoOn`: asked before each request.
 * @throws RejectedError when Amazon refuses us (asked once, then remembered), UnavailableError to be tried again.
 */
export async function refreshProducts(
  context: ProductContext,
  mayGoOn: () => boolean = () => true,
): Promise<RefreshResult> {
  const { db, shop, now, signal } = context;
  throwIncomplete(shop);
  const { products } = shop;
  if (!products) return { outcome: "free" };
  throwRefused(db, shop, now());
  const before = now() - refreshEveryMs;
  const result = { requests: 0, known: 0, gone: [] as Gone[] };
  for (;;) {
    const rows = firstAsins(listDueProducts(db, amazon, before, mostRows));
    if (rows.length === 0) return { outcome: "refreshed", ...result, leftFor: undefined };
    const here = rows.filter((row) => isLinkedHere(context, row));
    await context.transact(() => {
      for (const row of rows) if (!here.includes(row)) noteAsked(db, row, now());
    });
    if (here.length === 0) continue;
    if (!mayGoOn()) return { outcome: "refreshed", ...result, leftFor: "albums" };
    if (readSpent(db, amazon, now()) >= shop.dailyLimit * mostOfDay)
      return { outcome: "refreshed", ...result, leftFor: "day" };
    signal.throwIfAborted();
    const asins = [...new Set(here.map(({ externalId }) => externalId))];
    const offers = await askingShop(context, () => products.getItems(asins, signal));
    result.requests++;
    result.known += offers.length;
    result.gone.push(...(await save(context, here, offers)));
    await bringCovers(context, products, here, offers);
  }
}

type Gone = Extract<RefreshResult, { outcome: "refreshed" }>["gone"][number];

/** The rows of as many products as one request takes. */
function firstAsins(rows: ProductRow[]): ProductRow[] {
  const asins = [...new Set(rows.map(({ externalId }) => externalId))].slice(0, asinsAtOnce);
  return rows.filter(({ externalId }) => asins.includes(externalId));
}

/** What leads to another marketplace is not asked for in this one. */
function isLinkedHere({ db, shop }: ProductContext, row: ProductRow): boolean {
  const link = findProductLink(db, row);
  return link !== undefined && leadsHere(link.url, shop);
}

/** A number that MusicBrainz knows and this shop never had is no product that vanished: its link stays. */
const wasThere = ({ title }: ProductRow): boolean => title !== null;

async function save(context: ProductContext, rows: ProductRow[], offers: ShopOffer[]): Promise<Gone[]> {
  const { db, shop, now, leastSide, transact } = context;
  const { host } = shop.marketplace;
  const told = new Map(offers.map((offer) => [offer.asin, offer]));
  const isBelieved = offers.length > 0 || rows.filter(wasThere).length < suspicious;
  const gone: Gone[] = [];
  await transact(() => {
    gone.length = 0; // a transaction may be tried again
    for (const row of rows) {
      const album = getAlbum(db, row.albumId);
      if (!album) continue; // deleted meanwhile
      const offer = told.get(row.externalId);
      if (offer) refreshProduct(db, row, toldBy(offer, shop), now());
      else if (isBelieved && wasThere(row)) {
        markProductGone(db, row, host, now());
        gone.push({ asin: row.externalId, album: album.title, isKept: row.decision === "confirmed" });
        withdrawCoversOfGoneProducts(db, row.albumId, { leastSide, now: now() });
      } else noteAsked(db, row, now());
    }
  });
  return gone;
}

const toldBy = ({ title, url, binding, priceCents, currency, imageUrl }: ShopOffer, { images }: Shop) => ({
  title,
  url,
  format: binding,
  priceCents,
  currency,
  ...(images === "link" && imageUrl !== null && { imageUrl }),
});

/** Albums to which nobody has offered a cover yet. */
async function bringCovers(
  context: ProductContext,
  products: AmazonProducts,
  rows: ProductRow[],
  offers: ShopOffer[],
): Promise<void> {
  if (context.shop.images === "link") return;
  for (const albumId of new Set(rows.map((row) => row.albumId))) {
    if (!getAlbum(context.db, albumId) || listCovers(context.db, albumId).length > 0) continue;
    const asins = rows.filter((row) => row.albumId === albumId).map(({ externalId }) => externalId);
    const own = offers.filter(({ asin }) => asins.includes(asin));
    await coverFromProducts(context, products, albumId, own);
  }
}
