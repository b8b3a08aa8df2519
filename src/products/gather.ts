import type { ProductOrigin } from "../library/products/products.ts";
import type { AlbumToMatch } from "../matching/products/product.ts";
import { matchProduct } from "../matching/products/match.ts";
import type { AmazonProducts, ShopOffer } from "../sources/amazon/source.ts";

/** A product, and what led to it first. */
export interface GatheredOffer {
  offer: ShopOffer;
  foundBy: ProductOrigin;
}

/**
 * An album has up to hundreds of editions; where none of the first is sold, the others hardly are. Of an album whose title brought
 * nothing at all, one is asked for.
 */
const mostBarcodes = { ofSome: 2, ofNothing: 1 };

/**
 * The evidence ladder, the cheapest first: artist and title in the fields of the shop's search; as words, where those find nothing at
 * all; then barcodes, as long as there is no link. ASINs that MusicBrainz knows are links already: what the shop says of them is
 * asked with other albums', ten a request (`refresh.ts`). One request for most albums, three at most. Each product once, under what found it first.
 */
export async function gatherOffers(
  shop: AmazonProducts,
  album: AlbumToMatch,
  knownAsins: string[],
  signal: AbortSignal,
): Promise<GatheredOffer[]> {
  const gathered = new Map<string, GatheredOffer>();
  const add = (offers: ShopOffer[], foundBy: ProductOrigin): void => {
    for (const offer of offers) if (!gathered.has(offer.asin)) gathered.set(offer.asin, { offer, foundBy });
  };
  const isFound = (): boolean =>
    [...gathered.values()].some(
      ({ offer }) => knownAsins.includes(offer.asin) || matchProduct(album, offer).verdict === "match",
    );
  const [artist] = album.artists;
  const { title } = album;
  add(await shop.search({ title, ...(artist && { artist }) }, signal), "search");
  if (gathered.size === 0) {
    add(await shop.search({ keywords: [artist, title].filter(Boolean).join(" ") }, signal), "search");
  }
  const most = gathered.size === 0 ? mostBarcodes.ofNothing : mostBarcodes.ofSome;
  for (const barcode of knownAsins.length > 0 ? [] : album.barcodes.slice(0, most)) {
    if (!isFound()) add(await shop.search({ keywords: barcode }, signal), "barcode");
  }
  return [...gathered.values()];
}
