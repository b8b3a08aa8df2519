/** What may be asked for; anything else is refused. */
const knownResources = new Set([
  ...["small", "medium", "large", "highRes"].flatMap((size) => [
    `images.primary.${size}`,
    `images.variants.${size}`,
  ]),
  ...["title", "byLineInfo", "externalIds", "classifications", "productInfo", "technicalInfo"].map(
    inItemInfo,
  ),
  ...["contentInfo", "manufactureInfo", "features"].map(inItemInfo),
  ...["price", "availability", "condition", "isBuyBoxWinner", "merchantInfo", "type"].map(inListings),
  ...["dealDetails", "loyaltyPoints"].map(inListings),
  "parentASIN",
  "searchRefinements",
  "customerReviews.count",
  "customerReviews.starRating",
  ...["browseNodes", "browseNodes.ancestor", "browseNodes.salesRank", "websiteSalesRank"].map(
    (name) => `browseNodeInfo.${name}`,
  ),
]);

function inItemInfo(name: string): string {
  return `itemInfo.${name}`;
}
function inListings(name: string): string {
  return `offersV2.listings.${name}`;
}

export const isKnownResource = (name: unknown): boolean =>
  typeof name === "string" && knownResources.has(name);

/** What comes if nobody says what they want. */
export const usualResources = ["images.primary.medium", "itemInfo.title"];

type Json = Record<string, unknown>;

/** The document with the parts that were asked for; its ASIN and address are always there. */
export function pruneResources(document: Json, resources: string[]): Json {
  const paths = resources.map((name) => name.replace("highRes", "hiRes").split(".")); // it answers under another name
  return { asin: document["asin"], detailPageURL: document["detailPageURL"], ...pick(document, paths) };
}

function pick(from: Json, paths: string[][]): Json {
  const picked: Json = {};
  for (const key of new Set(paths.map(([first]) => first ?? ""))) {
    const value = from[key];
    if (value === undefined) continue;
    const below = paths.filter(([first]) => first === key).map((path) => path.slice(1));
    picked[key] = below.some((path) => path.length === 0) ? value : pickBelow(value, below);
  }
  return picked;
}

function pickBelow(value: unknown, paths: string[][]): unknown {
  if (Array.isArray(value)) return value.map((each) => pick(each as Json, paths));
  return pick(value as Json, paths);
}
