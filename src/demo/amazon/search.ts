import type { ProductFacts } from "./products.ts";

export const searchIndexes = ["All", "Music", "DigitalMusic", "Classical"] as const;
export type DemoSearchIndex = (typeof searchIndexes)[number];

export interface SearchQuestion {
  /** Keywords; or artist and title, which stand in fields of their own. */
  words: string;
  /** What the product's own title must have every word of. */
  title?: string;
  /** What those credited must have every word of. */
  artist?: string;
  index: DemoSearchIndex;
  /** Also what is sold out, or has no offer. */
  withOutOfStock: boolean;
}

/**
 * Products that have some of the words in their title, among their names or as a barcode: those with most of them
 * first, then what sells best. As with the real search, there is nearly always something.
 */
export function searchProducts(catalogue: ProductFacts[], question: SearchQuestion): ProductFacts[] {
  const wanted = [...new Set(wordsOf(question.words))];
  const share = (product: ProductFacts): number => {
    const own = new Set(wordsOf(textOf(product)));
    return wanted.filter((word) => own.has(word)).length / wanted.length;
  };
  const least = Math.min(1, Math.max(0.25, 2 / wanted.length));
  const hasAll = (text: string, words = ""): boolean => {
    const own = new Set(wordsOf(text));
    return wordsOf(words).every((word) => own.has(word));
  };
  return catalogue
    .filter(
      ({ title, contributors = [] }) =>
        hasAll(title, question.title) &&
        hasAll(contributors.map(([name]) => name).join(" "), question.artist),
    )
    .filter((product) => isIn(product, question.index) && (question.withOutOfStock || isOnSale(product)))
    .map((product) => ({ product, share: share(product) }))
    .filter((hit) => hit.share >= least)
    .sort((a, b) => b.share - a.share || rankOf(a.product) - rankOf(b.product))
    .map(({ product }) => product);
}

/** T-shirts and songbooks are filed under music too often. */
function isIn({ group }: ProductFacts, index: DemoSearchIndex): boolean {
  if (index === "All") return true;
  if (index === "Classical") return false;
  return (group === "Digital Music Album") === (index === "DigitalMusic");
}

const isOnSale = ({ price, availability }: ProductFacts): boolean =>
  price !== undefined && availability !== "OUT_OF_STOCK";
const rankOf = ({ salesRank = Infinity }: ProductFacts): number =>
  Math.min(salesRank, Number.MAX_SAFE_INTEGER);

function textOf({ title, contributors = [], eans = [], upcs = [] }: ProductFacts): string {
  return [title, ...contributors.map(([name]) => name), ...eans, ...upcs].join(" ");
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
