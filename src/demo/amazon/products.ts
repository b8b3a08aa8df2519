/** A product of the demo's shop as plain facts. What is left out is absent from its document. */
export interface ProductFacts {
  asin: string;
  title: string;
  contributors?: ContributorFacts[];
  label?: string;
  /** `Audio CD`, `Vinyl`, `MP3 Music`. */
  binding?: string;
  /** `Music`, `Digital Music Album`, `Book`, `Apparel`. */
  group?: string;
  eans?: string[];
  upcs?: string[];
  /** YYYY-MM-DD */
  released?: string;
  formats?: string[];
  /** In dollars. */
  price?: number;
  availability?: "IN_STOCK" | "IN_STOCK_SCARCE" | "OUT_OF_STOCK";
  salesRank?: number;
  hasImage?: boolean;
}

/** A name, and what it did, which is "Artist" if not said otherwise. */
export type ContributorFacts = [name: string, role?: string];

export interface DocumentContext {
  /** `www.amazon.com` */
  marketplace: string;
  partnerTag: string;
  /** Where pictures are: http://127.0.0.1:41234 */
  origin: string;
  /** How the link says where it came from: a search or a look-up. */
  linkCode: "osi" | "ogi";
}

type Json = Record<string, unknown>;

const imageSizes = { small: 75, medium: 160, large: 500, hiRes: 1000 };

/** The address of a picture below the origin, and back. */
export const imagePath = (asin: string, sizePx: number): string => `/images/I/${asin}._SL${sizePx}_.jpg`;
export function readImagePath(path: string): { asin: string; sizePx: number } | undefined {
  const [, asin, size] = /^\/images\/I\/(\w{10})\._SL(\d+)_\.jpg$/.exec(path) ?? [];
  const sizePx = Object.values(imageSizes).find((each) => each === Number(size));
  return asin !== undefined && sizePx !== undefined ? { asin, sizePx } : undefined;
}

/** The complete document; `resources.ts` leaves out what nobody asked for. */
export function productDocument(facts: ProductFacts, context: DocumentContext): Json {
  const { marketplace, partnerTag, linkCode } = context;
  const query = new URLSearchParams({ tag: partnerTag, linkCode, th: "1", psc: "1" });
  return {
    asin: facts.asin,
    detailPageURL: `https://${marketplace}/dp/${facts.asin}?${query.toString()}`,
    ...(facts.hasImage !== false && { images: { primary: imagesOf(facts.asin, context) } }),
    itemInfo: itemInfo(facts),
    ...(facts.price !== undefined && { offersV2: { listings: [listing(facts, facts.price)] } }),
    ...(facts.salesRank !== undefined && {
      browseNodeInfo: {
        websiteSalesRank: {
          salesRank: facts.salesRank,
          displayName: "CDs & Vinyl",
          contextFreeName: "CDs & Vinyl",
        },
      },
    }),
  };
}

function imagesOf(asin: string, { origin }: DocumentContext): Json {
  const sizes = Object.entries(imageSizes).map(([name, px]) => [
    name,
    { url: origin + imagePath(asin, px), height: px, width: px },
  ]);
  return Object.fromEntries(sizes) as Json;
}

function itemInfo(facts: ProductFacts): Json {
  const { contributors, label, binding, group, released, formats } = facts;
  const isCredited = contributors !== undefined || label !== undefined;
  return {
    title: shown("Title", facts.title),
    ...(isCredited && { byLineInfo: byLine(contributors, label) }),
    ...((binding ?? group) !== undefined && {
      classifications: {
        ...(binding !== undefined && { binding: shown("Binding", binding) }),
        ...(group !== undefined && { productGroup: shown("ProductGroup", group) }),
      },
    }),
    ...((facts.eans ?? facts.upcs) && {
      externalIds: {
        ...(facts.eans && { eans: shownList("EAN", facts.eans) }),
        ...(facts.upcs && { upcs: shownList("UPC", facts.upcs) }),
      },
    }),
    ...(released !== undefined && {
      productInfo: {
        releaseDate: shown("ReleaseDate", `${released}T00:00:01Z`),
        unitCount: shown("NumberOfItems", 1),
      },
    }),
    ...(formats && { technicalInfo: { formats: shownList("Format", formats) } }),
  };
}

function byLine(contributors: ContributorFacts[] | undefined, label: string | undefined): Json {
  return {
    ...(label !== undefined && { brand: shown("Brand", label), manufacturer: shown("Manufacturer", label) }),
    ...(contributors && {
      contributors: contributors.map(([name, role = "Artist"]) => ({
        name,
        role,
        roleType: role.toLowerCase(),
        locale: "en_US",
      })),
    }),
  };
}

function listing({ availability = "IN_STOCK" }: ProductFacts, amount: number): Json {
  return {
    isBuyBoxWinner: true,
    condition: { value: "New", subCondition: "Unknown" },
    availability: { type: availability, message: availability === "IN_STOCK" ? "In Stock" : "" },
    merchantInfo: { id: "A0DEMO", name: "The demo's shop" },
    price: { money: { amount, currency: "USD", displayAmount: `$${amount.toFixed(2)}` } },
  };
}

const locale = "en_US";
const shown = (label: string, displayValue: string | number): Json => ({ displayValue, label, locale });
const shownList = (label: string, displayValues: string[]): Json => ({ displayValues, label, locale });
