import type * as z from "zod";
import { plainText } from "../../plain-text.ts";
import type { HttpClient, Api } from "../http/api.ts";
import { createLinkedImages, isLoopback, type GetLinkedImage } from "../linked-image.ts";
import { authorizationOf, type AmazonCredentials } from "./credentials.ts";
import { itemsReply, amazonSearchReply } from "./documents.ts";
import { AmazonRejectedError, withoutBody } from "./faults.ts";
import { itemsOf } from "./items-of.ts";
import { chooseIndex, isAsin, type Marketplace, type AmazonSearchIndex } from "./marketplace.ts";
import { offerOf, type OfferContext, type ShopOffer } from "./offer-of.ts";
import { createTokens } from "./tokens.ts";
import { createJudge, type Tries } from "./verdict.ts";

export type { ShopOffer } from "./offer-of.ts";

/**
 * Amazon's Creators API (https://affiliate-program.amazon.com/creatorsapi/docs), for members of its partner program.
 * Each call is one request; tokens are asked for beside it, and not counted by Amazon. Empty: they have none. Faults
 * are those of `HttpClient.postJson`; who is refused finds the reason in an `AmazonRejectedError`. What they sell is
 * described by whoever sells it: nothing of it can be trusted.
 */
export interface AmazonProducts {
  /** At most 10 at once; those they don't know are left out. */
  getItems(asins: string[], signal?: AbortSignal): Promise<ShopOffer[]>;
  /** Their best 10, to be checked. Barcodes are keywords. */
  search(query: ProductQuery, signal?: AbortSignal): Promise<ShopOffer[]>;
  getImage: GetLinkedImage;
}

/** Fields of their search. They don't look at the others where there are `keywords`. */
export type ProductQuery = ({ keywords: string } | { title: string; artist?: string }) & {
  /** Music, if not said otherwise; where the marketplace has no such index, the nearest. */
  index?: AmazonSearchIndex;
};

export interface AmazonWiring {
  api: Api;
  /** Its `baseUrl` is the whole address of the token endpoint. Its gate is another than that of `api`. */
  tokenApi: Api;
  images: Api;
  credentials: AmazonCredentials;
  marketplace: Marketplace;
  /** Earns by the links, and must belong to the marketplace. */
  partnerTag: string;
  largestImageBytes: number;
  now?: () => number;
}

const mostAsins = 10;
const mostTries = 4;
const longestWords = 1_000;
/** What the older API says of an ASIN that nobody has. */
const unknownAsin = /InvalidParameterValue|Invalid.*(Asin|ItemId)/i;

/** What `offerOf` reads, and no more: each costs them work. */
const resources = [
  "images.primary.large",
  "images.primary.highRes",
  "itemInfo.title",
  "itemInfo.byLineInfo",
  "itemInfo.externalIds",
  "itemInfo.classifications",
  "itemInfo.productInfo",
  "itemInfo.technicalInfo",
  "offersV2.listings.price",
  "offersV2.listings.availability",
  "offersV2.listings.condition",
  "offersV2.listings.isBuyBoxWinner",
  "browseNodeInfo.websiteSalesRank",
];

export function createAmazonProducts(http: HttpClient, wiring: AmazonWiring): AmazonProducts {
  const { marketplace, partnerTag } = wiring;
  const onLoopback = isLoopback(new URL(wiring.api.baseUrl).hostname);
  const context: OfferContext = { marketplace, partnerTag, onLoopback };
  const { name } = wiring.api;
  const ask = createAsking(http, wiring);

  return {
    async getItems(asins, signal) {
      const itemIds = [...new Set(asins.map((asin) => asin.trim().toUpperCase()))].filter(isAsin);
      if (itemIds.length > mostAsins)
        throw new RangeError(`${itemIds.length} ASINs at once, ${mostAsins} are allowed`);
      if (itemIds.length === 0) return [];
      const body = { partnerTag, itemIds, resources };
      const reply = await ask("catalog/v1/getItems", body, itemsReply, signal);
      if (!reply) return [];
      const { itemsResult, itemResults, errors, ...rest } = reply;
      const items = itemsOf(name, { found: itemsResult ?? itemResults, errors, rest }, unknownAsin);
      return items.filter(({ asin }) => itemIds.includes(asin)).map((item) => offerOf(item, context));
    },

    async search({ index = "Music", ...words }, signal) {
      const fields = fieldsOf(words);
      if (Object.keys(fields).length === 0) return [];
      const body = {
        partnerTag,
        ...fields,
        searchIndex: chooseIndex(marketplace, index),
        itemCount: 10,
        availability: "IncludeOutOfStock", // an album goes on being that album
        resources,
      };
      const reply = await ask("catalog/v1/searchItems", body, amazonSearchReply, signal);
      if (!reply) return [];
      const { searchResult, errors, ...rest } = reply;
      const items = itemsOf(name, { found: searchResult, errors, rest }).slice(0, 10);
      return items.map((item) => offerOf(item, context));
    },

    getImage: createLinkedImages(http, wiring.images, wiring.largestImageBytes),
  };
}

type Ask = <T>(
  path: string,
  json: object,
  schema: z.ZodType<T>,
  signal?: AbortSignal,
) => Promise<T | undefined>;

/** Asks with a token; once more with a new one where they don't take it. */
function createAsking(http: HttpClient, wiring: AmazonWiring): Ask {
  const { api, tokenApi, credentials, marketplace, now = Date.now } = wiring;
  const { id, secret, version } = credentials;
  const tokens = createTokens(http, { api: tokenApi, credentials, now });

  return async (path, json, schema, signal) => {
    const tries: Tries = { answered: 0, throttled: 0 };
    const send = (token: string) => {
      const context = { source: api.name, marketplace, version, secrets: [id, secret, token], now };
      const headers = { authorization: authorizationOf(token, version), "x-marketplace": marketplace.host };
      const retries = Math.max(0, mostTries - 1 - tries.answered);
      const request = { path, body: { json }, headers, schema, signal, retries };
      return http.postJson({ ...api, judge: createJudge(context, tries) }, request).catch(withoutBody);
    };
    const token = await tokens.get(signal);
    try {
      return await send(token);
    } catch (error) {
      if (!(error instanceof AmazonRejectedError && error.reason === "token")) throw error;
      tokens.drop(token);
    }
    return send(await tokens.get(signal));
  };
}

/** Those that say something. */
function fieldsOf(query: Record<string, string>): Record<string, string> {
  const clean = (text: string): string => cutTo(longestWords, plainText(text).replace(/\s+/g, " ").trim());
  const fields = Object.entries(query).map(([name, text]) => [name, clean(text)] as const);
  return Object.fromEntries(fields.filter(([, text]) => text !== ""));
}

/** Without cutting a character in two. */
function cutTo(most: number, text: string): string {
  if (text.length <= most) return text;
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
}
