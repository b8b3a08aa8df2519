import { expect, it } from "vitest";
import { itemKinds } from "../../src/finding/kinds/kinds.ts";
import { sayLookedFor } from "../../src/finding/query/parse-query.ts";
import { fewAlbums, linesOf, titlesOf } from "./shelf.ts";

/** What other programs write, where it is no mistake here. */

it("of words that are operators and patterns elsewhere, what was looked for as it stands is told", () => {
  const told = (...words: string[]): string => sayLookedFor(itemKinds.albums, words).join("; ");
  expect(told("sink", "or", "swim")).toBe('"or" was looked for as a word: a comma between spaces means or');
  expect(told("title:dark*")).toMatch(/as they stand: a part of a text is found anyway/);
  expect(told("title::^dark")).toMatch(/no regular expressions/);
  expect(told("artist:/floyd$/")).toMatch(/no regular expressions/);
  expect(told("genre:rock|jazz")).toMatch(/a comma means or/);
  expect(told("title:“dark", "side”")).toMatch(/straight double ones/);
  expect(told("title:'dark side'")).toMatch(/straight double ones/);
  expect(told("title:‘dark side’")).toMatch(/straight double ones/);
  expect(told("'Round Midnight", "Guns N' Roses")).toBe("");
  expect(told("order by year desc")).toMatch(/to sort: --sort year-/);
  expect(told("year:", "1973")).toBe(
    "year: asks for what has no year; no blank comes behind the colon: year:1973",
  );
  expect(told("year:1970", "..", "1979")).toBe("a range is one word: year:1970..1979");
  expect(told("mbid:", "year:1973")).toBe("");
  expect(told("dark side", "year:1973", "artist:=Pink Floyd", "C++", "a-ha", "AC/DC", "P!nk")).toBe("");
});

it("words that are operators elsewhere are found in titles", async () => {
  const db = await fewAlbums();
  expect(titlesOf(db, "albums", "crosby", '"or"')).toEqual([]);
  expect(() => titlesOf(db, "albums", "SINK", "OR", "SWIM")).not.toThrow();
  expect(() => titlesOf(db, "albums", "or")).not.toThrow();
  expect(() => titlesOf(db, "albums", "title:sink or swim")).not.toThrow();
  expect(() => titlesOf(db, "albums", "dead or alive", "year:1973")).not.toThrow();
});

it.each(["year desc", "year:desc", "year DESCENDING"])(
  "--sort %j is told as it is written here",
  async (sort) => {
    const db = await fewAlbums();
    expect(() => linesOf(db, "albums", [], sort)).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/; it is written --sort year-$/) as string }),
    );
  },
);

it("a length with too many seconds is no range", async () => {
  const db = await fewAlbums();
  expect(() => linesOf(db, "tracks", ["length:3:75"])).toThrow(
    expect.objectContaining({ hint: expect.stringMatching(/^for instance/) as string }),
  );
});
