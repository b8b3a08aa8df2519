import { describe, expect, it } from "vitest";
import { read, wordsOf } from "./list-text.ts";

/** Albums that stand on several lines each, as what is copied from a page does. */

const lines = (text: string): Promise<unknown[]> => wordsOf(text, { name: "list.txt" });
const three = ["Nirvana - Nevermind (1991)", "Bob Dylan - Desire (1976)", "U2 - Boy (1980)"].map((text) => ({
  text,
}));

describe("an album on several lines is one row", () => {
  it.each<[string, string]>([
    ["parted by blank lines", "Nirvana\nNevermind\n1991\n\nBob Dylan\nDesire\n1976\n\nU2\nBoy\n1980\n"],
    ["parted by nothing but its year", "Nirvana\nNevermind\n1991\nBob Dylan\nDesire\n1976\nU2\nBoy\n1980"],
    [
      "the year first",
      "(1991)\r\nNirvana\r\nNevermind\r\n(1976)\r\nBob Dylan\r\nDesire\r\n(1980)\r\nU2\r\nBoy\r\n",
    ],
    [
      "with a medium and a price",
      "Nirvana\nNevermind\nLP, Album, RE\n1991\n$12.99\n\nBob Dylan\nDesire\nCD\n1976\n$3\n\nU2\nBoy\nLP\n1980\n$ 5\n",
    ],
    [
      "below the names of columns",
      "Year\nArtist\nAlbum\n1991\nNirvana\nNevermind\n1976\nBob Dylan\nDesire\n1980\nU2\nBoy\n",
    ],
    [
      "counted on a line of its own",
      "1\nNirvana\nNevermind\n1991\n2\nBob Dylan\nDesire\n1976\n3\nU2\nBoy\n1980\n",
    ],
    [
      "counted before the artist",
      "1. Nirvana\nNevermind\n1991\n\n2. Bob Dylan\nDesire\n1976\n\n3. U2\nBoy\n1980\n",
    ],
    [
      "each day behind it",
      "Nirvana\nNevermind\n1991-09-24\n\nBob Dylan\nDesire\n1976-01-05\n\nU2\nBoy\n1980-10-20\n",
    ],
    ["the year alone below", "Nirvana - Nevermind\n1991\nBob Dylan - Desire\n1976\nU2 - Boy\n1980\n"],
  ])("%s", async (_, text) => expect(await lines(text)).toEqual(three));

  it("keeps what it says of its artist, its line and its text", async () => {
    const text = "# mine\nNevermind\nby Nirvana\n\nDesire\nby Bob Dylan\n\nBoy\nby U2\n";
    expect(await read(text, { name: "list.txt" })).toMatchObject([
      { line: 2, raw: "Nevermind\nby Nirvana", words: { text: "Nevermind by Nirvana" } },
      { line: 5, raw: "Desire\nby Bob Dylan" },
      { line: 8, raw: "Boy\nby U2" },
    ]);
  });

  it("what stands above them, and one that has other lines, is no part of another", async () => {
    const text =
      "Records I want\n\nNirvana\nNevermind\n1991\n\nBob Dylan\nDesire\n1976\n\nU2\nBoy\n1980\n\nU2 - War\n";
    expect(await lines(text)).toEqual(["it stands above the list", ...three, { text: "U2 - War" }]);
  });

  it("holds far behind the first lines", async () => {
    const many = Array.from(
      { length: 400 },
      (_, at) => `Artist ${at}\nTitle ${at}\n${1900 + (at % 100)}\n`,
    ).join("");
    const rows = await lines(many);
    expect(rows).toHaveLength(400);
    expect(rows[399]).toEqual({ text: "Artist 399 - Title 399 (1999)" });
  });
});

describe("an album a line stays one", () => {
  it.each([
    [
      "two and two",
      "Nirvana - Nevermind\nBob Dylan - Desire\n\nU2 - Boy\nU2 - War\n\nLow - Hey What\nWire - 154\n",
      6,
    ],
    [
      "titles in groups of three",
      "Nevermind\nIn Utero\nBleach\n\nDesire\nPlanet Waves\nStreet Legal\n\nBoy\nOctober\nWar\n",
      9,
    ],
    ["titles that are years", "1984\n1989\n1999\n2112\n1977\n1969\n", 6],
    ["a year here and there", "Nevermind\n1991\nDesire\nBoy\n1980\nWar\n", 6],
    ["two albums on three lines", "Nirvana\nNevermind\n1991\n\nU2\nBoy\n1980\n", 6],
    ["an artist, and albums below", "U2\nBoy\nOctober\nWar\n\nNirvana\nBleach\n\nLow\nHey What\nTrust\n", 9],
  ])("%s", async (_, text, count) => expect(await lines(text)).toHaveLength(count));
});
