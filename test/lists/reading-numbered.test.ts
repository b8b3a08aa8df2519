import { describe, expect, it } from "vitest";
import { wordsOf } from "./list-text.ts";

/** Numbers before some lines of a list: what counts on is a numbering, whatever stands between; what does not is the title's own. */

const low = { text: "Low - Hey What" };
const wire = { text: "Wire - 154" };
const blur = { text: "Blur - 13" };
const nico = { text: "Nico - Desertshore" };
const heading = "it is a heading, not an album";

const readLines = (lines: string[]): Promise<unknown[]> =>
  wordsOf(`${lines.join("\n")}\n`, { name: "list.txt" });

describe("a list of which only some lines are numbered", () => {
  it.each<[string, string[], unknown[]]>([
    [
      "one line lost its number",
      ["1. Low - Hey What", "2. Wire - 154", "Blur - 13", "3. Nico - Desertshore"],
      [low, wire, blur, nico],
    ],
    [
      "headings, blank lines and remarks between, and each section from 1 again",
      [
        "1. Low - Hey What",
        "2. Wire - 154",
        "",
        "Jazz",
        "1. Blur - 13",
        "# best",
        "",
        "2. Nico - Desertshore",
      ],
      [low, wire, heading, blur, nico],
    ],
    [
      "the numbers begin late",
      ["Low - Hey What", "Wire - 154", "Blur - 13", "10. Low - Hey What", "11. Wire - 154", "12. Blur - 13"],
      [low, wire, blur, low, wire, blur],
    ],
    ["two lines are the whole list", ["1. Low - Hey What", "2) Wire - 154"], [low, wire]],
    [
      "rows were taken out of it",
      ["3. Low - Hey What", "47. Wire - 154", "112. Blur - 13", "471. Nico - Desertshore"],
      [low, wire, blur, nico],
    ],
    [
      "leaps, where rows are missing and one has no number",
      [
        "1. Low - Hey What",
        "2. Wire - 154",
        "3. 21",
        "Blur - 13",
        "12. Nico - Desertshore",
        "40. Wire - 154",
      ],
      [low, wire, { text: "21" }, blur, nico, wire],
    ],
    [
      "bullets and boxes around the numbers",
      ["- 1. Low - Hey What", "2. [ ] Wire - 154", "> 3. Blur - 13", "* [x] 4. Nico - Desertshore"],
      [low, wire, blur, nico],
    ],
    [
      "numbers alone before nearly all",
      [
        "1 Low - Hey What",
        "2 Wire - 154",
        "3 Blur - 13",
        "Nico - Desertshore",
        "4 Low - Hey What",
        "5 Wire - 154",
      ],
      [low, wire, blur, nico, low, wire],
    ],
    [
      "a number that is the title's own, between them",
      ["1. Low - Hey What", "2. Wire - 154", "7. Symphonie", "1999 - Prince", "3. Blur - 13", "4. 21"],
      [low, wire, { text: "7. Symphonie" }, { text: "1999 - Prince" }, blur, { text: "21" }],
    ],
    [
      "the same far behind the lines by which it is told",
      [
        ...Array.from({ length: 400 }, (_, at) => `${at + 1}. Wire - ${at}`),
        "50. Symphonie",
        "401. Blur - 13",
      ],
      [
        ...Array.from({ length: 400 }, (_, at) => ({ text: `Wire - ${at}` })),
        { text: "50. Symphonie" },
        blur,
      ],
    ],
  ])("%s", async (_, lines, expected) => {
    expect(await readLines(lines)).toEqual(expected);
  });

  it.each([
    ["1999 - Prince", "7. Symphonie", "50 First Songs", "Low - Hey What"],
    ["7. Symphonie", "8. Symphonie", "9. Symphonie"],
    ["1. Outside", "Low - Hey What", "2. Akt"],
    [
      "1 Giant Leap - Once",
      "2 Unlimited - Real",
      "3 Doors Down - Us",
      "4 Hero - Play",
      "5 Star - Silk",
      "Low - 1",
      "U2 - 3",
      "Blur - 13",
    ],
    ["2018. Low - Hey What", "2019. Wire - 154", "2020. Blur - 13"],
    ["3. Low", "5. Wire", "Blur", "6. Nico"],
  ])("%s …: they are the titles' own", async (...lines) => {
    expect(await readLines(lines)).toEqual(lines.map((text) => ({ text })));
  });
});
