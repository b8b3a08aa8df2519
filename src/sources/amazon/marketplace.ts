/** A marketplace as it is called in requests and in `IMPORTER_AMAZON_MARKETPLACE`. */
export interface Marketplace {
  /** `www.amazon.com` */
  host: string;
  region: Region;
  /** Of prices that come without one. */
  currency: string;
  /** Those for music; where there are none, all departments are searched. */
  indexes: readonly Exclude<AmazonSearchIndex, "All">[];
}

/** North America, Europe with the Middle East and India, Far East. */
export type Region = "NA" | "EU" | "FE";
export type AmazonSearchIndex = "Music" | "DigitalMusic" | "All";

type Row = [
  domain: string,
  region: Region,
  currency: string,
  ...indexes: Exclude<AmazonSearchIndex, "All">[],
];

const rows: Row[] = [
  ["com", "NA", "USD", "Music", "DigitalMusic"],
  ["ca", "NA", "CAD", "Music"],
  ["com.mx", "NA", "MXN", "Music"],
  ["com.br", "NA", "BRL"],
  ["co.uk", "EU", "GBP", "Music", "DigitalMusic"],
  ["de", "EU", "EUR", "Music", "DigitalMusic"],
  ["fr", "EU", "EUR", "Music", "DigitalMusic"],
  ["it", "EU", "EUR", "Music", "DigitalMusic"],
  ["es", "EU", "EUR", "Music", "DigitalMusic"],
  ["nl", "EU", "EUR", "Music"],
  ["com.be", "EU", "EUR", "Music"],
  ["ie", "EU", "EUR"], // its indexes are written down nowhere
  ["pl", "EU", "PLN", "Music"],
  ["se", "EU", "SEK", "Music"],
  ["com.tr", "EU", "TRY"],
  ["ae", "EU", "AED"],
  ["sa", "EU", "SAR", "Music"],
  ["eg", "EU", "EGP"],
  ["in", "EU", "INR", "Music"],
  ["co.jp", "FE", "JPY", "Music", "DigitalMusic"],
  ["com.au", "FE", "AUD", "Music"],
  ["sg", "FE", "SGD"],
];

export const marketplaces: readonly Marketplace[] = rows.map(([domain, region, currency, ...indexes]) => ({
  host: `www.amazon.${domain}`,
  region,
  currency,
  indexes,
}));

/** By its address, with or without `https://` and `www.`; undefined if there is none. */
export function findMarketplace(address: string): Marketplace | undefined {
  const host = address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/\/+$/, "");
  return marketplaces.find((each) => each.host === host || each.host === `www.${host}`);
}

/** The index wanted, or the nearest that the marketplace has. */
export function chooseIndex({ indexes }: Marketplace, wanted: AmazonSearchIndex): AmazonSearchIndex {
  if (wanted === "All") return "All";
  return indexes.find((index) => index === wanted) ?? indexes.find((index) => index === "Music") ?? "All";
}

/** Ten letters and digits; of old CDs and books the ten digits of an ISBN, which may end in X. */
export function isAsin(text: string): boolean {
  return /^[A-Z0-9]{10}$/.test(text);
}

/** A product as people name it: its ASIN, or its address in a marketplace; undefined if it is neither. */
export function readProduct(text: string): { asin: string; marketplace?: Marketplace } | undefined {
  const asin = text.trim().toUpperCase();
  if (isAsin(asin)) return { asin };
  const address = /^[a-z]+:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`;
  if (!URL.canParse(address)) return undefined;
  const { hostname, pathname } = new URL(address);
  const marketplace = findMarketplace(hostname.replace(/^(?:m|smile|music)\./, "www."));
  const path = decodePath(pathname);
  const [, found] =
    /\/(?:dp|gp\/product|gp\/aw\/d|exec\/obidos\/asin|albums|o\/asin|product)\/([a-z0-9]{10})(?=$|[/?])/i.exec(
      path,
    ) ?? [];
  return marketplace && found ? { asin: found.toUpperCase(), marketplace } : undefined;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Where people buy it; with a partner tag, somebody earns by it. */
export function productUrl({ host }: Marketplace, asin: string, tag?: string): string {
  const query = tag ? `?tag=${encodeURIComponent(tag)}` : "";
  return `https://${host}/dp/${asin}${query}`;
}
