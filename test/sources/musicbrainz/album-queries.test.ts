import { expect, test } from "vitest";
import {
  albumQuery,
  artistQuery,
  firstQuestionOf,
} from "../../../src/sources/musicbrainz/searching/album-queries.ts";

const inTitles = (words: string): string =>
  ["releasegroup", "alias", "release", "comment"].map((field) => `${field}:(${words})`).join(" OR ");
const inArtists = (words: string): string =>
  ["artist", "artistname", "creditname"].map((field) => `${field}:(${words})`).join(" OR ");

test("a ranked question is every word, each optional, with the artist's beside", () => {
  expect(firstQuestionOf([{ title: "Big Red", artist: "Bob" }])).toBe(
    `${inTitles("big OR red OR bigred")} OR ${inArtists("bob")}`,
  );
});

test.each([
  ["AC/DC", ["ac", "acdc", "ac\\/dc", "dc"]],
  ["A + B", ["\\+", "and"]],
  ["!!!", ["\\!\\!\\!"]],
  ["A AND B", ["and", "n"]],
  ["Blink 182", ["blink", "182", "blink\\-182"]],
  ["No. 5", ["no", "no.5", "5", "five", "fifth", "v"]],
  ["nirv*", ["nirv", "nirv\\*"]],
  ["Vol. 2", ["vol", "2", "two", "second", "ii", "2nd", "volume"]],
  ["Über", ["uber", "ueber", "über"]],
  ["Ke$ha", ["kesha", "ke$ha"]],
  ["Rock'n'Roll", ["rock", "n", "and", "roll", "rocknroll"]],
  ["Rock & Roll", ["rock", "n", "and", "roll", "rocknroll"]],
  ["N.W.A", ["nwa", "n.w.a"]],
  ["Ágætis", ["agaetis", "ágætis"]],
  ["×", ["x", "×"]],
])("the words of %s are escaped, in every spelling: %j", (title, words) => {
  const query = firstQuestionOf([{ title }]);
  const terms = /^releasegroup:\(([^]*?)\) OR alias/.exec(query)![1]!.split(" OR ");
  expect(terms).toEqual(expect.arrayContaining(words));
});

test.each(["+", "&", "and"])("%s that is all there is means itself", (title) => {
  expect(firstQuestionOf([{ title }])).not.toContain(" OR n ");
  expect(firstQuestionOf([{ title: "+" }])).not.toContain("and");
});

test("no word is a key of the language's own", () => {
  const query = albumQuery({
    readings: [{ title: "The Constructor Vol. 2", artist: "Constructor" }],
    how: "ranked",
  });
  expect(query).toContain("constructor");
  expect(query).not.toContain("function");
});

test("edition words are not asked for; a self-titled album is asked for by the artist's name", () => {
  expect(firstQuestionOf([{ title: "Desire (Deluxe Edition)" }])).toBe(
    firstQuestionOf([{ title: "Desire" }]),
  );
  expect(firstQuestionOf([{ title: "s/t", artist: "Cher" }])).toContain(
    "releasegroup:(s OR t OR s\\/t OR st OR cher",
  );
});

test("a question stays within bounds, however long the title", () => {
  const title = Array.from({ length: 500 }, (_, at) => `word${at}`).join(" ");
  for (const how of ["ranked", "forgiving", "complete"] as const) {
    expect(albumQuery({ readings: [{ title, artist: title }], how }).length).toBeLessThan(5000);
  }
});

test("a forgiving question is of these artists only, where they are known", () => {
  const query = albumQuery({
    readings: [{ title: "Rumors", artist: "X" }],
    how: "forgiving",
    artistMbids: ["a", "b"],
  });
  expect(query).toMatch(/^\+\(arid:a OR arid:b\) releasegroup:\(rumors~ /);
  expect(albumQuery({ readings: [{ title: "Rumors" }], how: "forgiving" })).toMatch(
    /^releasegroup:\(rumors~ /,
  );
});

test("a complete question needs every word of weight, parted and joined ones too", () => {
  const query = albumQuery({ readings: [{ title: "The Week End Two" }], how: "complete" });
  expect(query).toContain("+(week) +(end) +(two OR 2 OR");
  expect(query).toContain("+weekend +(two OR 2 OR");
  expect(albumQuery({ readings: [{ title: "Weekend" }], how: "complete" })).toContain('"week end"');
});

test("an artist is looked for by name, alias and sort name: the whole name first, then its words", () => {
  expect(artistQuery(['"Weird Al"'])).toContain(
    'artist:"\\"Weird Al\\""^4 OR alias:"\\"Weird Al\\""^4 OR sortname:"\\"Weird Al\\""^4 OR artist:(weird',
  );
});
