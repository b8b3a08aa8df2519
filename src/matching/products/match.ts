import { sameBarcode } from "../typed/barcode.ts";
import type { AlbumToMatch, Product, ProductVerdict } from "./product.ts";
import { compareProductArtist } from "./artist/artist.ts";
import { judgeProduct } from "./judge.ts";
import { readBack } from "./damage.ts";
import { kindOfProduct } from "./kind.ts";

/**
 * Is this shop product the album? An equal identifier is certain. Otherwise the title, the artist and every other
 * word of the shop's title must be accounted for; what says that it is something else wins over all that agrees, and
 * what is not understood leaves it unsure.
 */
export function matchProduct(album: AlbumToMatch, given: Product): ProductVerdict {
  const title = given.title === null ? null : readBack(given.title);
  const product = { ...given, title, artists: given.artists.map(readBack) };
  return (
    matchIdentifier(album, product) ??
    refuseKind(album, product) ??
    judgeProduct(album, product, compareProductArtist(album, product))
  );
}

function matchIdentifier(album: AlbumToMatch, product: Product): ProductVerdict | undefined {
  const barcode = product.barcodes.find((each) => album.barcodes.some((own) => sameBarcode(own, each)));
  const certain = { verdict: "match", certain: true, contradicts: false, score: 1 } as const;
  if (barcode !== undefined) return { ...certain, reasons: [`barcode ${barcode} agrees`] };
  const asin = product.asin.trim().toUpperCase();
  if (asin !== "" && album.asins.some((each) => each.trim().toUpperCase() === asin)) {
    return { ...certain, reasons: [`ASIN ${asin} agrees`] };
  }
  return undefined;
}

function refuseKind({ primaryType }: AlbumToMatch, product: Product): ProductVerdict | undefined {
  const { kind, said } = kindOfProduct(product);
  if (kind === "no music") {
    const reasons = [`no music: the shop files it under ${said}`];
    return { verdict: "no_match", certain: false, contradicts: true, reasons, score: 0 };
  }
  if (kind !== "song" || primaryType === "Single") return undefined;
  const reasons = [`a single song: the shop files it under ${said}`];
  return { verdict: "no_match", certain: false, contradicts: false, reasons, score: 0 };
}
