import type { Service } from "./service-form.ts";

/** The shops of one company, nearest to most people first: an ASIN is looked for in each. */
const domains = ["com", "co.uk", "de", "fr", "co.jp", "ca", "it", "es"];
export const amazonAddresses = (asin: string, shop = "com"): string[] =>
  [...new Set([shop, ...domains])].slice(0, 4).map((tld) => `https://www.amazon.${tld}/gp/product/${asin}`);

export const amazonShops: Service[] = [
  {
    name: "Amazon Music",
    source: "amazon-music",
    hosts: /^music\.amazon\.([a-z]{2,3}(?:\.[a-z]{2})?)$/,
    forms: [
      {
        path: /^\/albums\/([A-Z0-9]{10})$/i,
        entity: "album",
        stored: ["https://music.amazon.$shop/albums/$id"],
      },
      {
        path: /^\/artists\/([A-Z0-9]{10})(?:\/[^/]+)?$/i,
        entity: "artist",
        stored: ["https://music.amazon.$shop/artists/$id"],
      },
    ],
  },
  {
    name: "Amazon",
    source: "amazon",
    hosts: /^(?:(?:www|smile|m)\.)?amazon\.([a-z]{2,3}(?:\.[a-z]{2})?)$/,
    forms: [
      {
        path: /\/(?:gp\/product(?:\/glance)?|gp\/aw\/d|gp\/offer-listing|dp(?:\/product)?|exec\/obidos\/(?:ASIN|tg\/detail\/-)|o\/ASIN|ASIN|product-reviews)\/([A-Z0-9]{10})(?:\/.*)?$/i,
        entity: "album",
        kind: "asin",
        noun: "asin",
        stored: [
          "https://www.amazon.$shop/gp/product/$id",
          ...domains.map((tld) => amazonAddresses("$id", tld)[0]!),
        ],
      },
    ],
  },
];
