import { describe, expect, it } from "vitest";
import { matchProduct } from "../../../src/matching/products/match.ts";
import { albums } from "../../eval/products/by-hand-albums.ts";
import { judgeByHand } from "../../eval/products/by-hand.ts";
import type { Measured } from "../../eval/products/measure.ts";
import { hasPairs, sharedWords } from "../../eval/products/pairs.ts";
import {
  evaluateProducts,
  formatProducts,
  foundShare,
  showHand,
  wrongAccepts,
} from "../../eval/products/report.ts";

describe("the products by hand", () => {
  const byHand = judgeByHand();

  it("are hundreds, of each class", () => {
    expect(byHand.length).toBeGreaterThan(350);
    for (const expected of ["match", "no_match", "contradicts", "unsure", "held"]) {
      expect(byHand.filter((each) => each.expected === expected).length).toBeGreaterThanOrEqual(5);
    }
  });

  it("have no wrong accept", () => {
    expect(wrongAccepts(byHand).map(showHand)).toEqual([]);
  });

  it("are found in more than nine of ten cases where they are the album", () => {
    expect(foundShare(byHand)).toBeGreaterThan(0.93);
  });

  it("are refused for good where they contradict", () => {
    const overruled = byHand.filter(
      ({ expected, verdict }) => expected === "contradicts" && !verdict.contradicts,
    );
    expect(overruled.length).toBeLessThanOrEqual(1);
  });

  it("are none of the other albums", () => {
    const accepted = byHand
      .filter(({ expected }) => expected === "match")
      .flatMap(({ album, product }) =>
        Object.keys(albums)
          .filter((other) => other !== album && matchProduct(albums[other]!, product).verdict === "match")
          .map((other) => `${product.title} as ${other}`),
      );
    expect(accepted).toEqual([]);
  });

  it("are not accepted without any name of the artist", () => {
    const accepted = byHand.filter(({ album, product }) => {
      const artists = ["Nobody At All", "Nobody Else"];
      const nameless = { ...product, artists: [] };
      return matchProduct({ ...albums[album]!, artists }, nameless).verdict === "match";
    });
    expect(accepted.map(showHand)).toEqual([]);
  });
});

describe.skipIf(!hasPairs())("the labelled pairs of ../shared (skipped where that is not there)", () => {
  const evaluation = evaluateProducts();
  const rowsOf = (name: string): Measured[] =>
    evaluation.measured.filter((measured) => measured.name.startsWith(name));

  it.each(["tune", "test"])("has 97 of 100 accepted albums right and finds 72 of 100, %s", (split) => {
    const measured = rowsOf("albums, validator").find((each) => each.split === split)!;
    expect(measured.pairs).toBeGreaterThan(200);
    expect(measured.precision).toBeGreaterThan(0.97);
    expect(measured.recall).toBeGreaterThan(0.72);
  });

  it("accepts no wrong song and finds 90 of 100", () => {
    const [measured] = rowsOf("songs, validator");
    expect(measured).toMatchObject({ pairs: 321, same: 78, wrong: 0 });
    expect(measured!.recall).toBeGreaterThan(0.9);
  });

  it("finds more of the same than shared words do", () => {
    for (const noun of ["albums", "songs"]) {
      const [ours, plain] = [rowsOf(`${noun}, validator`), rowsOf(`${noun}, shared words`)];
      ours.forEach((each, at) => expect(each.recall).toBeGreaterThan(plain[at]!.recall));
    }
  });

  it("prints wrong accepts first, then precision and recall", () => {
    expect(formatProducts(evaluation)).toMatch(/^\d+ shop products by hand; wrong accepts: 0\nfound/);
    expect(formatProducts(evaluation)).toMatch(/precision \| recall/);
  });
});

it("the plain rival counts the words that both have", () => {
  expect(sharedWords(["Pink Floyd The Wall", "Wall live"])).toBeCloseTo(1 / 5);
});
