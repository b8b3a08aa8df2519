import type { StandInQuestion, Reply } from "../stand-in.ts";
import { productDocument, type DocumentContext, type ProductFacts } from "./products.ts";
import * as replies from "./replies.ts";
import { isKnownResource, pruneResources, usualResources } from "./resources.ts";
import { searchIndexes, searchProducts, type DemoSearchIndex } from "./search.ts";

/** How "there is none" is said: nobody has confirmed one of them, so all are played. */
export type NoResults = "404" | "errors" | "missing";

export interface CatalogueContext {
  catalogue: ProductFacts[];
  marketplace: string;
  partnerTag: string;
  noResults: NoResults;
  /** The documentation prints one name, the service sends the other. */
  itemsKey: "itemsResult" | "itemResults";
  /** Whether the fields of a search must hold all their words, or some of all will do. Nobody has confirmed one of them. */
  fields: "all" | "some";
}

type Json = Record<string, unknown>;

export const operations: Record<string, (context: CatalogueContext, question: StandInQuestion) => Reply> = {
  searchItems: (context, question) => answerWith(context, question, searchItems),
  getItems: (context, question) => answerWith(context, question, getItems),
};

function answerWith(
  context: CatalogueContext,
  question: StandInQuestion,
  operation: (context: CatalogueContext, body: Json, origin: string) => Reply,
): Reply {
  const body = parse(question);
  if (!body) return replies.invalid("The request could not be parsed.", "CannotParse");
  const complaint = checkShared(context, question, body);
  return complaint ?? operation(context, body, question.url.origin);
}

function parse({ headers, body }: StandInQuestion): Json | undefined {
  if (!headers["content-type"]?.startsWith("application/json")) return undefined;
  try {
    const parsed = JSON.parse(body) as Json | null;
    return parsed !== null && typeof parsed === "object" ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** What both operations ask for. */
function checkShared(context: CatalogueContext, { headers }: StandInQuestion, body: Json): Reply | undefined {
  const { partnerTag, resources } = body;
  if (!headers["x-marketplace"]) return fieldFailed("x-marketplace", "is required");
  if (typeof partnerTag !== "string" || partnerTag === "") return fieldFailed("partnerTag", "is required");
  if (partnerTag !== context.partnerTag || headers["x-marketplace"] !== context.marketplace) {
    const message = `The partner tag is not mapped to a valid associate store in ${headers["x-marketplace"]}.`;
    return replies.invalid(message, "InvalidPartnerTag");
  }
  if (resources === undefined) return undefined;
  if (!Array.isArray(resources)) return fieldFailed("resources", "must be a list");
  const unknown: unknown = resources.find((name) => !isKnownResource(name));
  return unknown === undefined ? undefined : fieldFailed("resources", `${String(unknown)} is no resource`);
}

function fieldFailed(field: string, message: string): Reply {
  const words = "The request has values that are not allowed.";
  return replies.invalid(words, "FieldValidationFailed", [field, message]);
}

function searchItems(context: CatalogueContext, body: Json, origin: string): Reply {
  const given = (name: string): string => (typeof body[name] === "string" ? body[name] : "");
  // They are said to look at nothing else where there are keywords.
  const names = given("keywords") ? ["keywords"] : ["title", "artist", "author", "actor", "brand"];
  const words = names.map(given).join(" ");
  const { searchIndex = "All", itemCount = 10, itemPage = 1, availability = "Available" } = body;
  if (words.trim() === "") return fieldFailed("keywords", "one of keywords, title, artist … is required");
  if (words.length > 1000) return fieldFailed("keywords", "is longer than 1000 characters");
  if (!isOneOf(searchIndexes, searchIndex)) return fieldFailed("searchIndex", "is unknown");
  if (!isWhole(itemCount, 1, 100)) return fieldFailed("itemCount", "must be between 1 and 100");
  if (!isWhole(itemPage, 1, 10)) return fieldFailed("itemPage", "must be between 1 and 10");
  if (!isOneOf(["Available", "IncludeOutOfStock"], availability))
    return fieldFailed("availability", "is unknown");

  const withOutOfStock = availability === "IncludeOutOfStock";
  const hits = searchProducts(context.catalogue, {
    words,
    ...(names.includes("title") && context.fields === "all" && pick(given)),
    index: searchIndex as DemoSearchIndex,
    withOutOfStock,
  });
  const size = Math.min(itemCount, 10);
  const page = hits.slice((itemPage - 1) * size, itemPage * size);
  if (page.length === 0) return noneFound(context, words, "Search");
  const items = documentsOf(page, context, body, { origin, linkCode: "osi" });
  const query = new URLSearchParams({ k: words, tag: context.partnerTag });
  const searchURL = `https://${context.marketplace}/s?${query.toString()}`;
  return replies.answer(200, { searchResult: { totalResultCount: hits.length, searchURL, items } });
}

function getItems(context: CatalogueContext, body: Json, origin: string): Reply {
  const { itemIds } = body;
  if (!Array.isArray(itemIds) || itemIds.length === 0) return fieldFailed("itemIds", "is required");
  if (itemIds.length > 10) return fieldFailed("itemIds", "has more than 10 entries");
  const asked = itemIds.map(String);
  const found = context.catalogue.filter(({ asin }) => asked.includes(asin));
  if (found.length === 0) return noneFound(context, asked.join(","), "Item");
  const errors = asked
    .filter((asin) => !found.some((product) => product.asin === asin))
    .map((asin) => ({ code: "ItemNotAccessible", message: `The itemId ${asin} is not accessible.` }));
  const items = documentsOf(found, context, body, { origin, linkCode: "ogi" });
  return replies.answer(200, { [context.itemsKey]: { items }, ...(errors.length > 0 && { errors }) });
}

function documentsOf(
  products: ProductFacts[],
  { marketplace, partnerTag }: CatalogueContext,
  { resources = usualResources }: Json,
  links: Pick<DocumentContext, "origin" | "linkCode">,
): Json[] {
  return products.map((product) =>
    pruneResources(productDocument(product, { marketplace, partnerTag, ...links }), resources as string[]),
  );
}

function noneFound(context: CatalogueContext, what: string, kind: string): Reply {
  const { noResults } = context;
  if (noResults === "404") return replies.notFound(what, kind);
  if (noResults === "missing") {
    return replies.answer(200, { [kind === "Item" ? context.itemsKey : "searchResult"]: {} });
  }
  const message = "No results found for your request.";
  return replies.answer(200, { errors: [{ code: "NoResults", message }] });
}

const pick = (given: (name: string) => string) => ({ title: given("title"), artist: given("artist") });
const isOneOf = (list: readonly string[], value: unknown): boolean => list.includes(value as string);
const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
