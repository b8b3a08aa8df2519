import { readFileSync } from "node:fs";
import { matchProduct } from "../../../src/matching/products/match.ts";
import type { AlbumToMatch, Product } from "../../../src/matching/products/product.ts";
import { productOf } from "./by-hand.ts";
import { readAlbumPair, type AlbumLine } from "./pairs.ts";

/** One line of a file of cases: a product held against an album. Anything else than `match` expected is "not this album". */
interface CaseLine {
  class?: string;
  expected: string;
  album: Partial<AlbumToMatch> & Pick<AlbumToMatch, "title">;
  product: {
    title: string | null;
    artists?: string[];
    group?: string | null;
    released?: string | null;
  } & Partial<Omit<Product, "title" | "artists">>;
}

/** Precision and recall over a file. The counts are those of the verdicts given. */
export interface FileReport {
  cases: number;
  match: number;
  wrongAccepts: number;
  unsure: number;
  /** 1 where nothing was accepted, or nothing was to be. */
  precision: number;
  recall: number;
  failures: FileFailure[];
}

interface FileFailure {
  line: number;
  class: string;
  expected: string;
  verdict: string;
  album: string;
  product: string;
  reasons: string[];
}

/**
 * Judges each line of a JSON-lines file: products held against albums (`../shared/data/cases`), or labelled pairs
 * (`../shared/data/product-match`).
 * @throws Error naming the line that can't be read.
 */
export function judgeFile(path: string): FileReport {
  const lines = readFileSync(path, "utf8").split("\n");
  const judged = lines.flatMap((line, at) => (line.trim() === "" ? [] : [judgeLine(line, at + 1)]));
  const accepted = judged.filter(({ verdict }) => verdict === "match");
  const wrong = accepted.filter(({ expected }) => expected !== "match").length;
  const wanted = judged.filter(({ expected }) => expected === "match").length;
  const right = accepted.length - wrong;
  return {
    cases: judged.length,
    match: accepted.length,
    wrongAccepts: wrong,
    unsure: judged.filter(({ verdict }) => verdict === "unsure").length,
    precision: accepted.length === 0 ? 1 : right / accepted.length,
    recall: wanted === 0 ? 1 : right / wanted,
    failures: judged.filter(({ expected, verdict }) => (expected === "match") !== (verdict === "match")),
  };
}

function judgeLine(text: string, line: number): FileFailure {
  const parsed = parseLine(text, line);
  if ("label" in parsed) {
    const { same, kind, texts, judge } = readAlbumPair(parsed);
    const { verdict, why } = judge();
    const about = { class: kind, expected: same ? "match" : "other", album: texts[0], product: texts[1] };
    return { line, verdict, reasons: [why], ...about };
  }
  const { album, product, expected } = parsed;
  const { verdict, reasons } = matchProduct(albumIn(album), productIn(product));
  const about = { class: parsed.class ?? "", expected, album: album.title, product: product.title ?? "" };
  return { line, verdict, reasons, ...about };
}

function parseLine(text: string, line: number): CaseLine | AlbumLine {
  let parsed: Partial<CaseLine & AlbumLine>;
  try {
    parsed = JSON.parse(text) as Partial<CaseLine & AlbumLine>;
  } catch (error) {
    throw new Error(`line ${line} is no JSON: ${text.slice(0, 60)}`, { cause: error });
  }
  const isCase = parsed.expected !== undefined && parsed.album?.title !== undefined && parsed.product;
  const isPair = parsed.label !== undefined && parsed.a && parsed.b;
  if (isCase || isPair) return parsed as CaseLine | AlbumLine;
  throw new Error(`line ${line} is no case: "expected", "album" and "product" (or "label", "a" and "b")`);
}

const albumIn = (album: CaseLine["album"]): AlbumToMatch => ({
  artists: [],
  primaryType: null,
  secondaryTypes: [],
  year: null,
  disambiguation: null,
  barcodes: [],
  asins: [],
  releaseTitles: [],
  trackTitles: [],
  labels: [],
  ...album,
});

function productIn({ group, released, artists, ...product }: CaseLine["product"]): Product {
  const plain = productOf({ title: product.title ?? "", artists: artists ?? [] });
  const filed = { productGroup: group || null, releasedOn: released || null };
  return { ...plain, ...filed, ...product, binding: product.binding || null };
}
