import { shopBarcodeForms } from "../../matching/typed/barcode.ts";
import type { Itunes } from "../../sources/itunes/source.ts";
import type { CoverSource } from "../covers/cover-source.ts";
import { catalogueCovers } from "./catalogue.ts";

/** At 3 s a question few are asked: one form of a barcode, the UPC where it is one, and one search. */
export function itunesCovers(itunes: Itunes): CoverSource {
  return catalogueCovers("itunes", itunes, {
    barcodeForms: (barcode) =>
      shopBarcodeForms(barcode)
        .sort((a, b) => a.length - b.length)
        .slice(0, 1),
    searches: (artist, title) => [`${artist} ${title}`],
  });
}
