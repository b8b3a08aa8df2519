import { getAlbum } from "../library/items/albums.ts";
import { getAlbumToMatch } from "../library/products/album-to-match.ts";
import { isTaken, listProducts, type JudgedProduct } from "../library/products/products.ts";
import { withdrawCoversOfGoneProducts } from "../library/write/enrichment/covers.ts";
import { saveProducts } from "../library/write/products/products.ts";
import { listShopLinks } from "../library/details/show.ts";
import type { AlbumToMatch } from "../matching/products/product.ts";
import { productUrl } from "../sources/amazon/marketplace.ts";
import type { AmazonProducts } from "../sources/amazon/source.ts";
import type { ProductContext, Shop } from "./context.ts";
import { byRank, coverFromProducts, type CoverOutcome } from "./cover.ts";
import { gatherOffers } from "./gather.ts";
import { judgeOffers, type JudgedOffer } from "./judge.ts";
import { resuming } from "./half-done.ts";
import { dropLinksElsewhere, leadsHere } from "./links-here.ts";
import { amazon, askingShop, throwIncomplete, throwRefused } from "./refusal.ts";

/** What a shop has no more is not made a link again because MusicBrainz still knows its number, for so long. */
const goneForMs = 30 * 24 * 3_600_000;

/** How a search for an album's products ended. */
export type ProductsResult =
  /** The album is no longer in the library. */
  | { outcome: "gone" }
  /** Without credentials: `known` links come from MusicBrainz. */
  | { outcome: "free"; title: string; known: number }
  | {
      outcome: "searched";
      title: string;
      counts: ProductCounts;
      cover: Exclude<CoverOutcome, { outcome: "gone" }>;
    };

export interface ProductCounts {
  found: number;
  accepted: number;
  refused: number;
  unsure: number;
}

/**
 * Looks for the products that are this album and saves them as links, and a cover if there is none. What costs nothing is
 * saved first; everything can be done twice and leaves the same rows.
 * @throws RejectedError when Amazon refuses us (asked once, then remembered), UnavailableError to be tried again.
 */
export async function enrichProducts(context: ProductContext, albumId: number): Promise<ProductsResult> {
  const { db, shop, events, signal } = context;
  const album = getAlbumToMatch(db, albumId);
  if (!album) return { outcome: "gone" };
  const { title } = album;
  events.emit("products-started", { albumId, title });
  if (!(await save(context, albumId, newlyKnown(context, albumId, album)))) return { outcome: "gone" };
  throwIncomplete(shop);
  if (!shop.products) return { outcome: "free", title, known: countKnown(context, albumId, album) };
  throwRefused(db, shop, context.now());
  const judged = await search(context, shop.products, albumId, album);
  const counts = countOf(judged);
  events.emit("products-judged", { albumId, title, ...counts });
  const products = judged.map((each) => keepOpinion(context, albumId, each)).map(productOf(shop));
  if (!(await save(context, albumId, products, "searched"))) return { outcome: "gone" };
  signal.throwIfAborted();
  const cover = await coverOf(context, shop.products, albumId, judged);
  if (cover.outcome === "gone") return cover;
  return { outcome: "searched", title, counts, cover };
}

/** What this marketplace has described before is not made poorer; what leads elsewhere leads here from now on. */
function newlyKnown(context: ProductContext, albumId: number, { asins }: AlbumToMatch): JudgedProduct[] {
  const { db, shop, now } = context;
  const described = new Set(
    listProducts(db, albumId, amazon)
      .filter(({ verdict, title }) => verdict === "match" && title !== null)
      .map(({ externalId }) => externalId),
  );
  const here = new Set(
    listShopLinks(db, albumId, amazon)
      .filter(({ url }) => leadsHere(url, shop))
      .map(({ externalId }) => externalId),
  );
  const gone = new Set(
    listProducts(db, albumId, amazon)
      .filter((row) => row.gone?.host === shop.marketplace.host && row.gone.at > now() - goneForMs)
      .map(({ externalId }) => externalId),
  );
  const isSettled = (asin: string): boolean => gone.has(asin) || (described.has(asin) && here.has(asin));
  return asins.filter((asin) => !isSettled(asin)).map((asin) => knownProduct(shop, asin));
}

/** Those that are links, too: a person may have removed some. */
function countKnown({ db }: ProductContext, albumId: number, { asins }: AlbumToMatch): number {
  const taken = listProducts(db, albumId, amazon).filter(isTaken);
  return taken.filter(({ externalId }) => asins.includes(externalId)).length;
}

/** What MusicBrainz says is sold under this number: certain, and free. */
function knownProduct({ marketplace, partnerTag }: Shop, asin: string): JudgedProduct {
  return {
    externalId: asin,
    foundBy: "musicbrainz",
    title: null,
    verdict: "match",
    decidedBy: "rules",
    reasons: ["MusicBrainz has this ASIN with a release of the album"],
    url: productUrl(marketplace, asin, partnerTag),
    format: null,
    priceCents: null,
    currency: null,
    isTold: false,
  };
}

async function search(
  context: ProductContext,
  products: AmazonProducts,
  albumId: number,
  album: AlbumToMatch,
): Promise<JudgedOffer[]> {
  const { db, signal } = context;
  const confirmed = listProducts(db, albumId, amazon).filter(({ decision }) => decision === "confirmed");
  const asins = [...new Set([...confirmed.map(({ externalId }) => externalId), ...album.asins])];
  const answers = resuming(context, products, albumId);
  const offers = await askingShop(context, () => gatherOffers(answers, album, asins, signal));
  const judged = await judgeOffers(context, album, offers);
  const isCertain = ({ verdict }: JudgedOffer): number => Number(verdict.certain);
  return judged.sort((a, b) => isCertain(b) - isCertain(a)); // the surest links first
}

/** @returns false if the album has been deleted meanwhile. */
async function save(
  context: ProductContext,
  albumId: number,
  judged: JudgedProduct[],
  isSearched?: "searched",
): Promise<boolean> {
  const { db, leastSide, now, shop, transact } = context;
  return transact(() => {
    if (!getAlbum(db, albumId)) return false;
    saveProducts(db, { albumId, source: amazon }, judged, now());
    // Only a search here replaces what another shop had: a run without credentials must not lose it.
    if (isSearched) dropLinksElsewhere(db, albumId, shop);
    withdrawCoversOfGoneProducts(db, albumId, { leastSide, now: now() });
    return true;
  });
}

/** What a model has once accepted is not taken back because it can't be asked now. */
function keepOpinion({ db }: ProductContext, albumId: number, judged: JudgedOffer): JudgedOffer {
  const { offer, verdict, isOpen } = judged;
  if (!isOpen || verdict.verdict !== "unsure") return judged;
  const row = listProducts(db, albumId, amazon).find(({ externalId }) => externalId === offer.asin);
  if (row?.verdict !== "match" || row.decidedBy === "rules") return judged;
  const reasons = [...new Set([...row.reasons, ...verdict.reasons])];
  return { ...judged, decidedBy: row.decidedBy, verdict: { ...verdict, verdict: "match", reasons } };
}

const productOf =
  ({ images }: Shop) =>
  ({ offer, foundBy, verdict, decidedBy }: JudgedOffer): JudgedProduct => ({
    externalId: offer.asin,
    foundBy,
    title: offer.title,
    verdict: verdict.verdict,
    decidedBy,
    reasons: verdict.reasons,
    url: offer.url,
    format: offer.binding,
    priceCents: offer.priceCents,
    currency: offer.currency,
    isTold: true,
    ...(images === "link" && offer.imageUrl !== null && { imageUrl: offer.imageUrl }),
  });

function countOf(judged: JudgedOffer[]): ProductCounts {
  const count = (wanted: string): number =>
    judged.filter(({ verdict: { verdict } }) => verdict === wanted).length;
  return {
    found: judged.length,
    accepted: count("match"),
    refused: count("no_match"),
    unsure: count("unsure"),
  };
}

async function coverOf(
  context: ProductContext,
  products: AmazonProducts,
  albumId: number,
  judged: JudgedOffer[],
): Promise<CoverOutcome> {
  const taken = listProducts(context.db, albumId, amazon).filter(isTaken);
  const asins = new Set(taken.map(({ externalId }) => externalId));
  const accepted = judged.map(({ offer }) => offer).filter(({ asin }) => asins.has(asin));
  if (context.shop.images === "link" || byRank(accepted).length === 0) return { outcome: "none", why: [] };
  return coverFromProducts(context, products, albumId, accepted);
}
