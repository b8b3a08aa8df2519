import * as z from "zod";

/**
 * Their documents, as strict as we need. Below an item everything but its ASIN may be absent, and what is there may
 * come as another type than the documentation says: then it is taken for absent, and the rest is kept.
 */
const loose = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const part = <S extends z.ZodRawShape>(shape: S) => loose(z.object(shape));
const list = <T extends z.ZodType>(schema: T) =>
  z
    .array(loose(schema))
    .transform((each) => each.filter((one) => one !== undefined))
    .catch([]);

const text = z.union([z.string(), z.number().transform(String)]);
const number = z.union([z.number(), z.string()]);
const flag = z.union([z.boolean(), z.literal("true").transform(() => true)]);

const shown = part({ displayValue: loose(text) });
const shownList = part({ displayValues: list(text) });
const image = part({ url: loose(z.string()) });

const listing = z.object({
  isBuyBoxWinner: loose(flag),
  condition: part({ value: loose(text) }),
  availability: part({ type: loose(text), message: loose(text) }),
  price: part({ money: part({ amount: loose(number), currency: loose(text) }) }),
});

const item = z.object({
  asin: z.string().regex(/^[A-Z0-9]{10}$/),
  detailPageURL: loose(z.string()),
  images: part({ primary: part({ large: image, hiRes: image, highRes: image }) }),
  itemInfo: part({
    title: shown,
    byLineInfo: part({
      brand: shown,
      manufacturer: shown,
      contributors: list(z.object({ name: loose(text), role: loose(text), roleType: loose(text) })),
    }),
    classifications: part({ binding: shown, productGroup: shown }),
    externalIds: part({ eans: shownList, upcs: shownList }),
    productInfo: part({ releaseDate: shown }),
    technicalInfo: part({ formats: shownList }),
  }),
  offersV2: part({ listings: list(listing) }),
  browseNodeInfo: part({ websiteSalesRank: part({ salesRank: loose(number) }) }),
});

/** An item that can't be read is undefined: it must not hide the nine others. */
const found = z
  .looseObject({ items: z.array(loose(item)).nullish(), totalResultCount: loose(z.number()) })
  .optional();

const errors = list(
  z.object({ code: loose(text), reason: loose(text), type: loose(text), message: loose(text) }),
);

export const amazonSearchReply = z.looseObject({ searchResult: found, errors });
/** The documentation says `itemResults`, the service `itemsResult`. */
export const itemsReply = z.looseObject({ itemsResult: found, itemResults: found, errors });

/** The body of a refusal. Its type stands under one of two names, or in a list as it did in the older API. */
export const refusal = z.object({
  type: loose(text),
  __type: loose(text),
  reason: loose(text),
  message: loose(text),
  resourceId: loose(text),
  resourceType: loose(text),
  quotaCode: loose(text),
  retryAfterSeconds: loose(number),
  fieldList: list(z.object({ name: loose(text), message: loose(text) })),
  errors,
});

export const tokenReply = z.object({
  /** It becomes a header. */
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().positive().catch(3600),
});
export const tokenRefusal = z.object({ error: loose(text) });

export type AmazonItemDocument = z.infer<typeof item>;
export type ListingDocument = z.infer<typeof listing>;
export type FoundDocument = z.infer<typeof found>;
export type ErrorEntry = z.infer<typeof errors>[number];
export type RefusalDocument = z.infer<typeof refusal>;
