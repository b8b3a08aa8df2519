import { isLibraryFault } from "../db/faults.ts";
import { storeArtwork } from "../artwork/store.ts";
import { checkImage } from "../artwork/image.ts";
import { messageOf, PayloadError, throwIfInterrupted, UnavailableError } from "../errors.ts";
import { getAlbum } from "../library/items/albums.ts";
import { hasArtworkOf } from "../library/enrichment/artworks.ts";
import { listCovers } from "../library/enrichment/covers.ts";
import { saveArtwork } from "../library/write/enrichment/artworks.ts";
import { offerCover } from "../library/write/enrichment/covers.ts";
import { chooseCover, isEnough } from "../matching/choose-cover.ts";
import { tellFinalFault } from "../sources/circuit-breaker.ts";
import type { AmazonProducts, ShopOffer } from "../sources/amazon/source.ts";
import type { ProductContext } from "./context.ts";

export type CoverOutcome =
  | { outcome: "taken"; asin: string }
  | { outcome: "kept" }
  /** `isPassing`: a picture could not be fetched, and may be later. */
  | { outcome: "none"; why: string[]; isPassing?: boolean }
  /** The album is no longer in the library. */
  | { outcome: "gone" };

/** Each costs a download; after so many that are no cover, the next is none either. */
const mostTries = 3;

/**
 * Offers an album whose cover is missing or small the picture of the accepted product that sells best, through the checks that every
 * cover goes through. Pictures that fail cost the album nothing but the cover.
 */
export async function coverFromProducts(
  context: ProductContext,
  shop: AmazonProducts,
  albumId: number,
  accepted: ShopOffer[],
): Promise<CoverOutcome> {
  const { db, leastSide } = context;
  const offered = listCovers(db, albumId);
  if (isEnough(chooseCover(offered, leastSide), leastSide, "identifier")) return { outcome: "kept" };
  const why: string[] = [];
  let passing = 0;
  for (const offer of byRank(accepted).slice(0, mostTries)) {
    if (offered.some(({ ref }) => ref === offer.asin)) return { outcome: "kept" }; // and something better is the cover
    try {
      const outcome = await takeCover(context, shop, albumId, offer);
      if (outcome !== "none") return { outcome, asin: offer.asin };
      why.push(`${offer.asin}: the picture is not there any more`);
    } catch (error) {
      throwIfInterrupted(error, context.signal);
      if (isLibraryFault(error)) throw error;
      await tellFinalFault(error);
      if (error instanceof UnavailableError && !(error instanceof PayloadError)) passing++;
      why.push(`${offer.asin}: ${messageOf(error)}`);
    }
  }
  return { outcome: "none", why, isPassing: passing > 0 };
}

/** Those with a picture, the best sold first; those without a rank last. */
export function byRank(offers: ShopOffer[]): ShopOffer[] {
  const rankOf = ({ salesRank }: ShopOffer): number => salesRank ?? Infinity;
  return offers.filter(({ imageUrl }) => imageUrl !== null).sort((a, b) => rankOf(a) - rankOf(b) || 0);
}

async function takeCover(
  { db, events, home, leastSide, now, signal, transact }: ProductContext,
  shop: AmazonProducts,
  albumId: number,
  { asin, imageUrl }: ShopOffer,
): Promise<"taken" | "kept" | "gone" | "none"> {
  const found = await shop.getImage(imageUrl!, signal);
  if (!found) return "none";
  const { bytes, ...image } = await checkImage(found.bytes);
  const path = await storeArtwork(home, { bytes, ...image });
  const about = { source: "amazon", sourceUrl: found.url, matchedBy: "identifier" as const };
  let isFirst = false;
  const outcome = await transact(() => {
    if (!getAlbum(db, albumId)) return "gone";
    isFirst = !hasArtworkOf(db, "amazon");
    const artworkId = saveArtwork(db, { ...image, bytes: bytes.length, path, ...about }, now());
    const cover = { albumId, artworkId, tier: "identifier", source: "amazon", ref: asin } as const;
    return offerCover(db, cover, { leastSide, now: now() }) ? "taken" : "kept"; // the archive's may be larger
  });
  if (isFirst && outcome !== "gone") events.emit("amazon-picture-kept", { asin });
  return outcome;
}
