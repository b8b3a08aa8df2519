import { expect, it } from "vitest";
import { judgeAnswer } from "../../../src/matching/ai/verdict.ts";
import type { AlbumToMatch, Product } from "../../../src/matching/products/product.ts";
import { album, candidate } from "../../helpers/ai.ts";

const both = ["title", "artist"];
const answer = (...entries: unknown[]): unknown => ({ verdicts: entries });
const match = (index = 0, agrees: unknown = both): object => ({
  candidate: index,
  decision: "match",
  agrees,
  reason: "The same.",
});

it.each([
  ["nothing", []],
  ["the title alone", ["title"]],
  ["the artist alone", ["artist", "year"]],
  ["no list", "title, artist"],
])("is no match that names %s as agreeing", (_, agrees) => {
  const [opinion] = judgeAnswer(album(), [candidate()], answer(match(0, agrees)));
  expect(opinion).toMatchObject({
    decision: "unsure",
    overruled: expect.stringContaining("names no") as string,
  });
});

it.each<[string, Partial<Product>, Partial<AlbumToMatch>, string[]]>([
  [
    "a year where there is none",
    { releasedOn: null, title: "Pink Floyd - The Dark Side of the Moon" },
    {},
    ["year"],
  ],
  ["a year where the album has none", {}, { year: null }, ["year"]],
  ["another year", { releasedOn: "2003-01-01", title: "Pink Floyd: Dark Side of the Moon" }, {}, ["year"]],
  ["a label where there is none", { label: null }, {}, ["label"]],
  ["another label", { label: "Deutsche Grammophon" }, {}, ["label"]],
  ["a format where there is none", { binding: null }, {}, ["format"]],
  ["a format that holds no music", { binding: "Paperback" }, {}, ["format"]],
  ["a barcode that it never saw", {}, {}, ["barcode"]],
  ["what nobody knows", {}, {}, ["mood"]],
])("does not keep the claim of %s", (_, facts, albumFacts, claimed) => {
  const [opinion] = judgeAnswer(
    album(albumFacts),
    [candidate(facts, { verdict: "match" })], // else a claim that falls away may cost the match
    answer(match(0, [...both, ...claimed])),
  );
  expect(opinion).toMatchObject({ decision: "match", agrees: both });
});

it("keeps what holds, in one order, once", () => {
  const claimed = ["barcode", "label", "format", "year", "ARTIST", "Title", "title"];
  const candidates = [candidate({ barcodes: ["05099902987620".slice(1)] })];
  const [opinion] = judgeAnswer(album(), candidates, answer(match(0, claimed)));
  expect(opinion!.agrees).toEqual(["title", "artist", "year", "format", "label", "barcode"]);
});

it.each<[string, Partial<Product>, Partial<AlbumToMatch>]>([
  ["another title", { title: "Pink Floyd - Animals" }, {}],
  ["no title", { title: null }, {}],
  ["one word of three", { title: "Pink Floyd - Moon Songs" }, {}],
  ["another volume", { title: "Queen - Greatest Hits II" }, { title: "Greatest Hits", artists: ["Queen"] }],
  ["the first volume", { title: "Queen - Greatest Hits" }, { title: "Greatest Hits II", artists: ["Queen"] }],
  [
    "only the artist in an album named after him",
    { title: "Pearl Jam: Ten" },
    { title: "Pearl Jam", artists: ["Pearl Jam"] },
  ],
  [
    "only the artist in a title that holds his name",
    { title: "The Divine Sarah Vaughan" },
    { title: "The Best of Sarah Vaughan", artists: ["Sarah Vaughan"] },
  ],
  [
    "a title that stands among the artists",
    { title: "Animals", artists: ["Pink Floyd", "The Dark Side of the Moon Animals"] },
    {},
  ],
  [
    "only the band that plays its artist",
    { title: "The Tasters", artists: ["Weezer", "The Tasters"] },
    { title: "Weezer", artists: ["Weezer"] },
  ],
  ["another artist", { title: "The Dark Side of the Moon", artists: ["The Tasters"] }, {}],
  ["no artist", { title: "The Dark Side of the Moon", artists: [] }, {}],
  ["no artist of the album", {}, { artists: [] }],
  ["a compilation by others", {}, { artists: ["Various Artists"] }],
  [
    "an artist within another word",
    { title: "Moonlight Air", artists: ["Fairground"] },
    { artists: ["Air"], title: "Moonlight Fair" },
  ],
])("is unsure of a match with %s", (_, facts, albumFacts) => {
  const claimed = answer(match(0, [...both, "year", "format", "label"]));
  const [opinion] = judgeAnswer(album(albumFacts), [candidate(facts)], claimed);
  expect(opinion).toMatchObject({ decision: "unsure", reason: "The same." });
  expect(opinion!.overruled).toMatch(/does not agree/);
});

it.each<[string, Partial<Product>, Partial<AlbumToMatch>]>([
  ["the artist in the title only", { artists: [] }, {}],
  [
    "the artist among others",
    { artists: ["EMI", "Pink Floyd & Friends"], title: "The Dark Side of the Moon" },
    {},
  ],
  [
    "names turned round",
    { title: "Ziggy Stardust", artists: ["Bowie, David"] },
    { title: "Ziggy Stardust", artists: ["David Bowie"] },
  ],
  [
    "a title cut short",
    { title: "David Bowie - Ziggy Stardust [Vinyl LP]", artists: [] },
    { title: "The Rise and Fall of Ziggy Stardust and the Spiders From Mars", artists: ["David Bowie"] },
  ],
  [
    "accents left out",
    { title: "Sigur Ros: Agaetis byrjun", artists: [] },
    { title: "Ágætis byrjun", artists: ["Sigur Rós"] },
  ],
  [
    "a sign for a title",
    { title: "Ed Sheeran + [CD]", artists: [] },
    { title: "+", artists: ["Ed Sheeran"] },
  ],
  [
    "another script",
    { title: "サマーれげぇ!レインボー [通常盤]", artists: ["湘南乃風"] },
    { title: "サマーれげぇ!レインボー", artists: ["湘南乃風"] },
  ],
  [
    "the name of an edition",
    { title: "Pink Floyd - Mroczna strona", artists: [] },
    { releaseTitles: ["Mroczna strona"] },
  ],
  [
    "a count of discs",
    { title: "Queen - Greatest Hits 2 CD" },
    { title: "Greatest Hits", artists: ["Queen"] },
  ],
  [
    "various artists",
    { artists: ["Various"], title: "Now Jazz" },
    { artists: ["Various Artists"], title: "Now Jazz" },
  ],
  [
    "an album that is called as its artist",
    { title: "Weezer (Blue Album) [Vinyl]", artists: ["Weezer"] },
    { title: "Weezer", artists: ["Weezer"] },
  ],
  [
    "the artist's name twice",
    { title: "Weezer - Weezer Blue Vinyl LP", artists: [] },
    { title: "Weezer", artists: ["Weezer"] },
  ],
  ["slashes", { artists: ["AC-DC"], title: "Back in Black" }, { artists: ["AC/DC"], title: "Back in Black" }],
])("takes a match with %s", (_, facts, albumFacts) => {
  const agrees = [...both, "year"];
  const [opinion] = judgeAnswer(album(albumFacts), [candidate(facts)], answer(match(0, agrees)));
  expect(opinion).toEqual({ index: 0, decision: "match", agrees, reason: "The same." });
});
