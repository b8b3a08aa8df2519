import type { Product } from "../../matching/products/product.ts";
import { plainText, shortText } from "../../plain-text.ts";
import { isLoopback } from "../linked-image.ts";
import type { AmazonItemDocument, ListingDocument } from "./documents.ts";
import { productUrl, type Marketplace } from "./marketplace.ts";
import { readPrice } from "./price.ts";

/** A product with what a shop adds to it. */
export interface ShopOffer extends Product {
  imageUrl: string | null;
  /** 1 is best. */
  salesRank: number | null;
  /** In the currency's smallest unit. */
  priceCents: number | null;
  currency: string | null;
  /** In their words, of which more are to be expected: `IN_STOCK`, `OUT_OF_STOCK`. */
  availability: string | null;
  /** `Original recording remastered`, `Import`. */
  formats: string[];
}

export interface OfferContext {
  marketplace: Marketplace;
  partnerTag: string;
  /** True for a service on this machine: then addresses may lead to it. */
  onLoopback: boolean;
}

/** Real titles reach 250 characters. */
const longestText = 300;
const longestUrl = 2_000;
const mostOfAList = 20;

/** Their document in our words, with every text made fit to be shown. */
export function offerOf(item: AmazonItemDocument, context: OfferContext): ShopOffer {
  const { title, byLineInfo, classifications, externalIds, productInfo, technicalInfo } = item.itemInfo ?? {};
  const listing = bestListing(item.offersV2?.listings ?? []);
  const money = listing?.price?.money;
  const price = readPrice(money?.amount, money?.currency, context.marketplace.currency);
  const image = item.images?.primary;
  return {
    asin: item.asin,
    url:
      readUrl(item.detailPageURL, context) ?? productUrl(context.marketplace, item.asin, context.partnerTag),
    title: readText(title?.displayValue),
    artists: artistsOf(byLineInfo?.contributors ?? []),
    label: readText(byLineInfo?.manufacturer?.displayValue) ?? readText(byLineInfo?.brand?.displayValue),
    binding: readText(classifications?.binding?.displayValue),
    productGroup: readText(classifications?.productGroup?.displayValue),
    barcodes: readTexts([
      ...(externalIds?.eans?.displayValues ?? []),
      ...(externalIds?.upcs?.displayValues ?? []),
    ]),
    releasedOn: readDate(productInfo?.releaseDate?.displayValue),
    imageUrl:
      [image?.hiRes, image?.highRes, image?.large]
        .map((each) => readUrl(each?.url, context))
        .find((url) => url !== undefined) ?? null,
    salesRank: readRank(item.browseNodeInfo?.websiteSalesRank?.salesRank),
    priceCents: price?.priceCents ?? null,
    currency: price?.currency ?? null,
    availability: readText(listing?.availability?.type) ?? readText(listing?.availability?.message),
    formats: readTexts(technicalInfo?.formats?.displayValues ?? []),
  };
}

/** The one that a click on "buy" takes; else a new one with a price, else the first. */
function bestListing(listings: ListingDocument[]): ListingDocument | undefined {
  const isNew = ({ condition, price }: ListingDocument): boolean =>
    price !== undefined && condition?.value?.toLowerCase() === "new";
  return listings.find(({ isBuyBoxWinner }) => isBuyBoxWinner) ?? listings.find(isNew) ?? listings[0];
}

interface Contributor {
  name?: string | undefined;
  role?: string | undefined;
  roleType?: string | undefined;
}

/** `role` is in the language of the shop, `roleType` is not always there. Where neither says artist, all are. */
function artistsOf(contributors: Contributor[]): string[] {
  const isArtist = ({ role, roleType }: Contributor): boolean =>
    [role, roleType].some((word) => word?.trim().toLowerCase() === "artist");
  const artists = contributors.filter(isArtist);
  return readTexts((artists.length > 0 ? artists : contributors).map(({ name }) => name));
}

function readText(text: string | undefined): string | null {
  return (text && shortText(text, longestText)) || null;
}

function readTexts(texts: (string | undefined)[]): string[] {
  const read = texts.map(readText).filter((text) => text !== null);
  return [...new Set(read)].slice(0, mostOfAList);
}

/** `2011-09-27T00:00:01Z` to the day; of a date in words, the year. */
function readDate(text: string | undefined): string | null {
  const [iso] =
    /^(?:18|19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?(?![\d-])/.exec(text?.trim() ?? "") ?? [];
  return iso ?? /\b(?:19|20)\d\d\b/.exec(text ?? "")?.[0] ?? null;
}

function readRank(rank: string | number | undefined): number | null {
  const value = Number(rank ?? NaN);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}

/** As it was given, if it may be followed: https, or this machine if it is this machine that says so. */
function readUrl(address: string | undefined, { onLoopback }: OfferContext): string | undefined {
  if (!address || address.length > longestUrl || !URL.canParse(address)) return undefined;
  if (/\s/.test(address) || plainText(address) !== address) return undefined;
  const { protocol, hostname, username, password } = new URL(address);
  if (username || password) return undefined; // https://www.amazon.com@elsewhere.example
  if (isLoopback(hostname)) return onLoopback && /^https?:$/.test(protocol) ? address : undefined;
  return protocol === "https:" ? address : undefined;
}
