import { shopBarcodeForms } from "../../matching/typed/barcode.ts";
import type { Deezer } from "../../sources/deezer/source.ts";
import type { CoverSource } from "../covers/cover-source.ts";
import { catalogueCovers } from "./catalogue.ts";

/** They keep a barcode in one form or the other. Their fields are searched first; plain words often find more. */
export function deezerCovers(deezer: Deezer): CoverSource {
  return catalogueCovers("deezer", deezer, {
    barcodeForms: shopBarcodeForms,
    searches: (artist, title) => [`artist:"${artist}" album:"${title}"`, `${artist} ${title}`],
  });
}
