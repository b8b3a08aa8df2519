import { expect, it } from "vitest";
import { faultOf, rows, wordsOf } from "./list-text.ts";

/** Tables as programs draw them, and what they write above and below. */

const dated = { title: "Hey What", artist: "Low", year: 2021 };

it.each<[string, string, unknown[], string]>([
  [
    "psql",
    " artist |  album   | year \n--------+----------+------\n Low    | Hey What | 2021\n(1 row)\n",
    [dated, expect.any(String)],
    "list.txt",
  ],
  [
    "MySQL",
    "+--------+----------+------+\n| artist | album    | year |\n+--------+----------+------+\n| Low    | Hey What | 2021 |\n+--------+----------+------+\n",
    [dated],
    "list.txt",
  ],
  [
    "Org mode",
    "* Albums\n| Artist | Album    | Year |\n|--------+----------+------|\n| Low    | Hey What | 2021 |\n",
    ["it stands above the list", dated],
    "list.org",
  ],
  [
    "a long head of an export",
    rows(
      '"My Collection"',
      '"Exported by Foo 1.2"',
      "",
      '"Date","2024-01-01"',
      '"Owner","Jane"',
      '"Filter","none"',
      '"Count","2"',
      '"Format","all"',
      '"Artist","Title","Year"',
      '"Low","Hey What","2021"',
    ),
    [...Array.from({ length: 5 }, () => "it stands above the list"), dated],
    "list.csv",
  ],
  [
    "lines below a line that somebody drew",
    "Low - Hey What\n==========\nWire - 154\n----\n+\n---\n- -\n",
    ["Low - Hey What", "Wire - 154", "+", "-"].map((text) => ({ text })),
    "list.txt",
  ],
  [
    "albums of signs",
    rows("artist,title", "Ed Sheeran,+", "Ed Sheeran,=", "Ed Sheeran,-", "Ed Sheeran,÷"),
    ["+", "=", "-", "÷"].map((title) => ({ title, artist: "Ed Sheeran" })),
    "list.csv",
  ],
])("%s", async (_, list, expected, name) => {
  expect(await wordsOf(list, { name })).toEqual(expected);
});

it.each<[string, string, RegExp]>([
  ["a wiki's", '{| class="wikitable"\n! Artist !! Album\n|-\n| Low || Hey What\n|}\n', /a table of a wiki/],
  [
    "DuckDB's",
    "┌────────┬───────┐\n│ artist │ album │\n├────────┼───────┤\n│ Low    │ 154   │\n",
    /that a program drew/,
  ],
  [
    "of reStructuredText",
    "======  =====\nArtist  Album\n======  =====\nLow     154\n",
    /that a program drew/,
  ],
])("a table %s is refused as one", async (_, list, message) => {
  for (const name of ["standard input", "list.txt"])
    expect((await faultOf(list, { name })).message).toMatch(message);
});

it("columns without a header are said by name or number", async () => {
  const { hint } = await faultOf(rows("Low,Hey What,2021", "Wire,154,1979"));
  expect(hint).toMatch(/--map title=COLUMN,artist=COLUMN \(its name, or its number from 1\)$/);
});

it("a row of a hundred thousand bars costs no more than its length", async () => {
  const list = `| Artist | Album |\n|---|---|\n| Low | a \\| b |\n${"|".repeat(100_000)}\n`;
  const startedAt = performance.now();
  expect(await wordsOf(list, { name: "list.md" })).toEqual([{ artist: "Low", title: "a | b" }]);
  expect(performance.now() - startedAt).toBeLessThan(10_000); // 20 ms; with a copy for each cell 60 s
});
