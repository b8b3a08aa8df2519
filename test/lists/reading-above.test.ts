import { expect, it } from "vitest";
import { read, rows, wordsOf } from "./list-text.ts";

/** What stands above a list: what says that it is an album is one, and of all that could be a row it is told that it is none. */

const above = "it stands above the list";
const debut = { text: "Bjork - Debut" };

it.each<[string, string, string, unknown[]]>([
  [
    "albums above numbered lines",
    "a.txt",
    "Nirvana - Nevermind\nPink Floyd – Animals\n1. Bjork - Debut\n2. Low - Hey What\n3. 154\n",
    [
      { text: "Nirvana - Nevermind" },
      { text: "Pink Floyd – Animals" },
      debut,
      { text: "Low - Hey What" },
      { text: "154" },
    ],
  ],
  [
    "a title, and a barcode",
    "a.txt",
    "Nevermind\n0720642442524\n1. Bjork - Debut\n2. 154\n3. 21\n",
    [above, { text: "0720642442524" }, debut, { text: "154" }, { text: "21" }],
  ],
  [
    "a total above is a heading",
    "a.txt",
    "Total: 3 albums\n1. Bjork - Debut\n2. 154\n3. 21\n",
    [above, debut, { text: "154" }, { text: "21" }],
  ],
  [
    "a table of Markdown",
    "a.md",
    "# Albums\n\nWhat I want\n- Bjork - Debut\n\n| Artist | Album |\n|---|---|\n| Low | Hey What |\n",
    [above, debut, { artist: "Low", title: "Hey What" }],
  ],
  [
    "rows above a header, and its name",
    "a.csv",
    rows("My records,", "Bjork,Debut", "Wire - 154,", "Artist,Album", "Low,Hey What"),
    [above, above, { artist: "Low", title: "Hey What" }],
  ],
])("%s", async (_, name, list, expected) => {
  expect(await wordsOf(list, { name })).toEqual(expected);
});

it("keeps their lines", async () => {
  const list = "# Albums\nWhat I want\n\n| Artist | Album |\n|---|---|\n| Low | Hey What |\n";
  const entries = await read(list, { name: "a.md" });
  expect(entries.map(({ line, raw }) => [line, raw])).toEqual([
    [2, "What I want"],
    [6, "| Low | Hey What |"],
  ]);
});
