import { expect, test } from "vitest";
import { createAnalyser } from "../../../../src/demo/musicbrainz/search/analyse.ts";

const musicbrainz = createAnalyser("musicbrainz");
const classic = createAnalyser("classic");

/** What the service's schema makes of text, then what it made before: words, or the same. */
test.each<[string, string[], string[]?]>([
  ["The Dark Side of the Moon", ["the", "dark", "side", "of", "the", "moon"]],
  ["Ágætis byrjun", ["agaetis", "byrjun"]],
  ["Björk & Dirty Projectors", ["bjork", "and", "dirty", "projectors"]],
  [
    "Mötley Crüe, Œuvre, Łódź, Straße, Þursaflokkurinn",
    ["motley", "crue", "oeuvre", "lodz", "strasse", "thursaflokkurinn"],
  ],
  ["R&B", ["randb"]],
  ["R.E.M.", ["rem"], ["r", "e", "m"]],
  ["AC/DC", ["ac", "dc"]],
  ["Don’t Stop", ["don't", "stop"], ["don", "t", "stop"]],
  ["Schindler's List", ["schindler", "list"], ["schindler", "s", "list"]],
  ["(What's the Story)", ["whats", "the", "story"], ["what", "s", "the", "story"]],
  ["Rag’n’Bone Man", ["rag'n'bone", "man"], ["rag", "n", "bone", "man"]],
  ["Rock ’n’ Roll", ["rock", "n", "roll"]],
  ["Jay–Z", ["jay", "z"]],
  ["No. 4", ["no.4"], ["no", "4"]],
  ["Vol. 2", ["vol", "2"]],
  ["Vol.2", ["vol.2"], ["vol", "2"]],
  ["Best of 00–10", ["best", "of", "00-10"], ["best", "of", "0010"]],
  ["blink‐182", ["blink-182"], ["blink", "182"]],
  ["11:11", ["1111"]],
  ["+", ["+"], []],
  ["!!!", ["!!!"], []],
  ["Wham!", ["wham"]],
  ["Ke$ha", ["ke", "ha"]],
  ["( )", ["(", ")"], []],
  ["7人祭", ["7", "人", "祭"]],
  ["nq\\skrju", ["nq", "skrju"]],
  ["サマーれげぇ!レインボー", musicbrainz.words("さまーれげぇ れいんほ")],
  ["Ⅳ", ["iv"]],
  ["", []],
])("%s becomes the words it is compared by", (text, words, before = words) => {
  expect(musicbrainz.words(text)).toEqual(words);
  if (!/Ⅳ/.test(text)) expect(classic.words(text)).toEqual(before);
});

test("the accent fields keep accents, and only those", () => {
  expect(musicbrainz.accented("Ágætis BYRJUN")).toEqual(["ágætis", "byrjun"]);
});
