import type { ProductOrigin } from "../library/products.ts";
import { sameBarcode } from "../matching/barcode.ts";
import type { AlbumToMatch } from "../matching/products/product.ts";
import type { AmazonProducts, ShopOffer } from "../sources/amazon/source.ts";

/** A product, and what led to it first. */
export interface GatheredOffer {
  offer: ShopOffer;
  foundBy: ProductOrigin;
}

/** An album has up to hundreds of editions; a few of them lead to what is sold. */
const mostAsins = 20;
const asinsAtOnce = 10;
const mostBarcodes = 3;

/**
 * The evidence ladder, the surest first: ASINs that are known, then barcodes, then artist and title. Each product once,
 * under what found it first. At most six requests.
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
  const asins = knownAsins.slice(0, mostAsins);
  for (let from = 0; from < asins.length; from += asinsAtOnce) {
    add(await shop.getItems(asins.slice(from, from + asinsAtOnce), signal), "musicbrainz");
  }
  for (const barcode of album.barcodes.slice(0, mostBarcodes)) {
    const isSeen = [...gathered.values()].some(({ offer }) =>
      offer.barcodes.some((each) => sameBarcode(each, barcode)),
    );
    if (!isSeen) add(await shop.search({ keywords: barcode }, signal), "barcode");
  }
  add(await shop.search({ keywords: wordsOf(album) }, signal), "search");
  return [...gathered.values()];
}

/** As somebody would type it into the shop's search. */
function wordsOf({ artists, title }: AlbumToMatch): string {
  return [artists[0], title].filter(Boolean).join(" ");
}
