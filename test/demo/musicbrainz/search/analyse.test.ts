import { expect, test } from "vitest";
import { analyse, analyseWithAccents } from "../../../../src/demo/musicbrainz/search/analyse.ts";

test.each([
  ["The Dark Side of the Moon", ["the", "dark", "side", "of", "the", "moon"]],
  ["Ágætis byrjun", ["agætis", "byrjun"]],
  ["Björk & Dirty Projectors", ["bjork", "and", "dirty", "projectors"]],
  ["R.E.M.", ["rem"]],
  ["AC/DC", ["ac", "dc"]],
  ["Don’t Stop", ["dont", "stop"]],
  ["Schindler's List", ["schindler", "list"]],
  ["Jay–Z", ["jay", "z"]],
  ["No. 4", ["no", "4"]],
  ["+", ["+"]],
  ["!!!", ["!!!"]],
  ["Wham!", ["wham"]],
  ["( )", ["(", ")"]],
  ["7人祭", ["7", "人", "祭"]],
  ["nq\\skrju", ["nq", "skrju"]],
  ["サマーれげぇ!レインボー", analyse("さまーれげぇ れいんぼー")],
  ["", []],
])("%s becomes the words it is compared by", (text, words) => {
  expect(analyse(text)).toEqual(words);
});

test("the accent fields keep accents, and only those", () => {
  expect(analyseWithAccents("Ágætis BYRJUN")).toEqual(["ágætis", "byrjun"]);
});
