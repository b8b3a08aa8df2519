import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { claims } from "../../../src/matching/ai/claims.ts";
import { judgeAnswer } from "../../../src/matching/ai/verdict.ts";
import { matchProduct } from "../../../src/matching/products/match.ts";
import type { AlbumToMatch, Product } from "../../../src/matching/products/product.ts";
import { albums } from "../../eval/products/by-hand-albums.ts";
import { judgeByHand, productOf } from "../../eval/products/by-hand.ts";

interface Held {
  album: AlbumToMatch;
  product: Product;
}

/** A model that agrees with everything, and cites all there is to cite. */
const agreed = { verdicts: [{ candidate: 0, decision: "match", agrees: [...claims], reason: "Yes." }] };

const opinionOn = ({ album, product }: Held): string =>
  judgeAnswer(album, [{ product, verdict: matchProduct(album, product) }], agreed)[0]!.decision;

const byHand = (): Held[] =>
  judgeByHand()
    .filter(({ expected }) => expected !== "match")
    .map(({ album, product }) => ({ album: albums[album]!, product }));

const cases = new URL("../../../../shared/data/cases/product-titles.jsonl", import.meta.url);

interface CaseLine {
  expected: string;
  album: AlbumToMatch;
  product: Parameters<typeof productOf>[0];
}

const fromShared = (): Held[] =>
  (existsSync(cases) ? readFileSync(cases, "utf8").trim().split("\n") : [])
    .map((line) => JSON.parse(line) as CaseLine)
    .filter(({ expected }) => expected !== "match")
    .map(({ album, product }) => ({ album, product: productOf(product) }));

it("a model that always agrees gets none through that is not the album", () => {
  const others = [...byHand(), ...fromShared()];
  expect(others.length).toBeGreaterThan(200);
  const through = others.filter((held) => opinionOn(held) === "match");
  expect(through.map(({ album, product }) => `${product.title ?? ""} as ${album.title}`)).toEqual([]);
});

const wall = albums["wall"]!;
const floyd = { artists: ["Pink Floyd"], group: "Music", released: "1979-11-30" };

it.each([
  ["karaoke", { ...floyd, title: "The Wall (Karaoke)" }],
  ["a tribute", { ...floyd, title: "The Wall: A Tribute to Pink Floyd" }],
  ["a poster", { ...floyd, title: "Pink Floyd The Wall Poster" }],
  ["a mug", { ...floyd, title: "The Wall (Tasse)" }],
  ["two albums", { ...floyd, title: "The Wall / Animals" }],
  ["another kind of record", { ...floyd, title: "The Wall: Greatest Hits" }],
  ["a live record", { ...floyd, title: "The Wall (Live) [Deluxe Edition]" }],
  ["remixes", { ...floyd, title: "The Wall Remixed" }],
  ["a re-recording", { ...floyd, title: "The Wall (Re-Recorded)" }],
  ["its owner's version", { ...floyd, title: "The Wall (Pink Floyd's Version)" }],
  ["a single song", { ...floyd, title: "The Wall", group: "Digital Music Track" }],
  ["another year's, uncredited", { ...floyd, artists: [], title: "The Wall" }],
])("may not make a match of %s, though all that is cited is there", (_, said) => {
  expect(opinionOn({ album: wall, product: productOf(said) })).not.toBe("match");
});

it("may settle a doubt with evidence beside title and artist", () => {
  const said = { ...floyd, title: "The Wall (In the Flesh Pressing)" };
  expect(matchProduct(wall, productOf(said)).verdict).toBe("unsure");
  expect(opinionOn({ album: wall, product: productOf(said) })).toBe("match");
  expect(opinionOn({ album: wall, product: productOf({ ...said, released: "2011" }) })).toBe("unsure");
});
