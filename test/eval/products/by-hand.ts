import { readFileSync } from "node:fs";
import { matchProduct } from "../../../src/matching/products/match.ts";
import type { Product, ProductVerdict } from "../../../src/matching/products/product.ts";
import { albums } from "./by-hand-albums.ts";

/** `held`: no match or unsure, both are right. `contradicts`: a no match that nothing may overrule. */
export type Expected = "match" | "no_match" | "contradicts" | "unsure" | "held";

export interface HandResult {
  album: string;
  expected: Expected;
  product: Product;
  verdict: ProductVerdict;
  isRight: boolean;
}

const file = new URL("by-hand.tsv", import.meta.url);

export function judgeByHand(): HandResult[] {
  const lines = readFileSync(file, "utf8").trim().split("\n").slice(1);
  return lines.map((line) => {
    const [album = "", expected = "", title = "", artists = "", binding, group, released] = line.split("\t");
    const product = productOf({
      title,
      artists: artists.split(";").filter(Boolean),
      binding,
      group,
      released,
    });
    const verdict = matchProduct(albums[album]!, product);
    return {
      album,
      expected: expected as Expected,
      product,
      verdict,
      isRight: isRight[expected as Expected](verdict),
    };
  });
}

const isRight: Record<Expected, (verdict: ProductVerdict) => boolean> = {
  match: ({ verdict }) => verdict === "match",
  no_match: ({ verdict }) => verdict === "no_match",
  contradicts: ({ verdict, contradicts }) => verdict === "no_match" && contradicts,
  unsure: ({ verdict }) => verdict === "unsure",
  held: ({ verdict }) => verdict !== "match",
};

interface Said {
  title: string;
  artists: string[];
  binding?: string | undefined;
  group?: string | undefined;
  released?: string | undefined;
}

export const productOf = ({ title, artists, binding, group, released }: Said): Product => ({
  asin: "B000000000",
  url: "https://www.amazon.com/dp/B000000000",
  title,
  artists,
  label: null,
  binding: binding || null,
  productGroup: group || null,
  barcodes: [],
  releasedOn: released || null,
});
