import { musicCatalogues } from "./music-catalogues.ts";
import { musicShops } from "./music-shops.ts";
import type { Service } from "./service-form.ts";

export const services: Service[] = musicCatalogues.concat(musicShops);

/** They lead elsewhere, and only the service knows where. */
export const shortHosts =
  /^(?:spotify\.link|(?:deezer\.)?page\.link|link\.deezer\.com|dzr\.page\.link|amzn\.(?:to|eu|com)|a\.co|apple\.co|youtu\.be|(?:album|song|artist)\.link|odesli\.co|bit\.ly|t\.co|goo\.gl|tinyurl\.com|lnk\.to|fanlink\.to)$/;
