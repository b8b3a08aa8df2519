import { describe, expect, it } from "vitest";
import { rows, wordsOf } from "./list-text.ts";

/** What stands around the albums of a list ends as skipped, and says why; what only looks like it is an album. */

const low = { text: "Low - Hey What" };
const wire = { text: "Wire - 154" };
const blur = { text: "Blur - 13" };
const nico = { text: "Nico - Desertshore" };

const above = "it stands above the list";
const heading = "it is a heading, not an album";
const page = "it is the number of a page, not an album";
const origin = "it says where the list is from, and is no album";
const total = "it is a total, not an album";
const again = "it is the header again";

const readLines = (lines: string[], name = "list.txt"): Promise<unknown[]> =>
  wordsOf(`${lines.join("\n")}\n`, { name });

describe("around plain lines", () => {
  it.each<[string, string[], unknown[]]>([
    [
      "headings that are marked",
      [
        "== 1970s ==",
        "Low - Hey What",
        "--- Jazz ---",
        "Wire - 154",
        "Jazz:",
        "*** Jazz ***",
        "**Jazz:**",
        "Blur - 13",
      ],
      [heading, low, heading, wire, heading, heading, heading, blur],
    ],
    [
      "headings that are not, above each block of albums",
      [
        "Rock",
        "Low - Hey What",
        "",
        "Jazz",
        "Wire - 154",
        "Blur - 13",
        "",
        "Nevermind",
        "",
        "Nico - Desertshore",
      ],
      [heading, low, heading, wire, blur, { text: "Nevermind" }, nico],
    ],
    [
      "headings that are underlined, bold, or a decade",
      [
        "Jazz",
        "----",
        "Low - Hey What",
        "",
        "**Rock**",
        "Wire - 154",
        "1970s",
        "Blur - 13",
        "Nico - Desertshore",
      ],
      [heading, low, heading, wire, heading, blur, nico],
    ],
    [
      "the name of the list, apart",
      ["My records", "", "Low - Hey What", "Wire - 154", "Blur - 13"],
      [above, low, wire, blur],
    ],
    [
      "pages, and what a program wrote",
      [
        "Low - Hey What",
        "Page 1 of 2",
        "Wire - 154",
        "Seite 2/2",
        "Blur - 13",
        "3 albums",
        "Exported by Foo 1.2",
        "Generated: 2024-01-31",
        "© 2024 Foo",
      ],
      [low, page, wire, page, blur, total, origin, origin, origin],
    ],
    [
      "separators",
      [
        "Low - Hey What",
        "***",
        "* * *",
        "~~~~~",
        "Wire - 154",
        "// a remark",
        "<!-- one -->",
        "_____",
        "Blur - 13",
      ],
      [low, wire, blur],
    ],
    [
      "ticks and boxes",
      [
        "- [ ] Low - Hey What",
        "  + [x] Wire - 154",
        "(x) Blur - 13",
        "- [/] Nico - Desertshore",
        "[✓] Low - Hey What",
        "** TODO Wire - 154",
      ],
      [low, wire, blur, nico, low, wire],
    ],
    [
      "a letter, and what it quotes",
      [
        "From: Jane <jane@example.org>",
        "Subject: Low - Hey What",
        "",
        "Hi,",
        "Jane wrote:",
        "> Low - Hey What",
        "> > Wire - 154",
        ">",
        "> 0720642442524",
        "-- ",
        "Joe",
      ],
      [
        above,
        above,
        ...Array.from({ length: 2 }, () => expect.any(String) as unknown),
        low,
        wire,
        { text: "0720642442524" },
        "it is a line of the letter, and says no album",
      ],
    ],
    [
      "a note with properties, links, tags",
      [
        "---",
        "tags: [music]",
        "title: Records",
        "---",
        "- [[Low]] - [[albums/what|Hey What]]",
        "- [[Wire - 154]] ^a1",
        "- Blur - 13 (1999) #britpop #90s",
      ],
      [above, above, low, wire, { text: "Blur - 13 (1999)" }],
    ],
    [
      "the day before each line",
      ["2024-01-01: Low - Hey What", "[2024-01-02 10:30] Wire - 154", "2024-01-03 Blur - 13"],
      [low, wire, blur],
    ],
    [
      "songs as foobar2000 copies them",
      ["Low - [Hey What #01] White Horses", "Wire - [154 CD2 #03] Two People"],
      [low, wire],
    ],
  ])("%s", async (_, lines, expected) => {
    expect(await readLines(lines)).toEqual(expected);
  });

  it.each([
    ["Nevermind", "Desire", "154"],
    ["1970s", "**Jazz**", "Page 3"],
    ["Nevermind", "", "Desire", "", "Page One"],
    ["Nevermind", "", "Low - Hey What", "", "Wire - 154", "", "Blur - 13"],
    ["Nevermind", "----", "Desire", "----", "Animals"],
    ["Nevermind by Nirvana", "", "Low - Hey What", "Wire - 154", "Blur - 13"],
    ["Created Equal", "Generated", "Total", "Printed Matter - Live", "Page"],
    ["1977-05-08", "1977-05-09", "1977-05-10"],
    ["* - *", "=", "+", "-"],
  ])("%s …: albums, all of them", async (...lines) => {
    const albums = lines.filter((line) => line !== "" && line !== "----");
    expect(await readLines(lines)).toHaveLength(albums.length);
    expect((await readLines(lines)).every((each) => typeof each === "object")).toBe(true);
  });
});

describe("around the rows of a table", () => {
  const hey = { title: "Hey What", artist: "Low" };
  const flag = { title: "154", artist: "Wire" };
  it.each<[string, string[], unknown[]]>([
    [
      "sums and means, among and below them",
      [
        "Artist;Album;Price",
        "Low;Hey What;9,50",
        "Zwischensumme;;9,50",
        "Wire;154;8,00",
        "Total;1;8,00",
        "Wire;154;8,00",
        "Total;6;",
        "Durchschnitt;;8,75",
        "Average;;8,75",
        "Grand Total;9;",
      ],
      [hey, total, flag, total, flag, total, total, total, total],
    ],
    [
      "pages, each with its header",
      [
        "Title,Artist",
        "Hey What,Low",
        "Page 1 of 7,",
        "Title,Artist",
        "TITLE,ARTIST",
        "154,Wire",
        "Page 2 of 7,",
      ],
      [hey, page, again, again, flag, page],
    ],
    [
      "headings, and what a program wrote",
      [
        "Title,Artist",
        "== 1970s ==,",
        "Hey What,Low",
        "Jazz:,",
        "154,Wire",
        ",",
        "Exported by Foo,",
        "Last updated: 2024-01-31,",
        "2 albums,",
      ],
      [heading, hey, heading, flag, origin, origin, total],
    ],
    ["a total in the only column", ["Album", "Hey What", "", "Total: 1"], [{ title: "Hey What" }, total]],
    [
      "bands and albums that are called so",
      [
        "Artist,Title",
        "Total,6",
        "Count,12",
        "The Average,Average",
        "Low,Total: 12",
        "Generated by X,== 1 ==",
        "Wire,154",
      ],
      [
        { title: "6", artist: "Total" },
        { title: "12", artist: "Count" },
        { title: "Average", artist: "The Average" },
        { title: "Total: 12", artist: "Low" },
        { title: "== 1 ==", artist: "Generated by X" },
        flag,
      ],
    ],
  ])("%s", async (_, list, expected) => {
    expect(await wordsOf(rows(...list))).toEqual(expected);
  });
});
