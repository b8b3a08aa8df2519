import { describe, expect, it } from "vitest";
import { wordsOf } from "./list-text.ts";

/** Plain lines as people write and copy them: numbered, parted, marked, rated. */

const low = { text: "Low - Hey What" };
const wire = { text: "Wire - 154" };
const blur = { text: "Blur - 13" };

const readLines = (lines: string[]): Promise<unknown[]> =>
  wordsOf(`${lines.join("\n")}\n`, { name: "list.txt" });

describe("numbers before lines are no part of an album", () => {
  it.each([
    ["1. Low - Hey What", "2. Wire - 154", "3. Blur - 13"],
    ["1. Low - Hey What", "2. Wire - 154", "2. Blur - 13"],
    ["1. Low - Hey What", "=2. Wire - 154", "=2. Blur - 13"],
    ["1. Low - Hey What", "2=. Wire - 154", "2= Blur - 13"],
    ["T-1. Low - Hey What", "T-1. Wire - 154", "3. Blur - 13"],
    ["10. Low - Hey What", "8. Wire - 154", "8. Blur - 13", "7. Low - Hey What"],
    ["1 - Low - Hey What", "2 - Wire - 154", "3 - Blur - 13"],
    ["01 Low - Hey What", "02 Wire - 154", "03 Blur - 13"],
    ["(1) Low - Hey What", "(2) Wire - 154", "(3) Blur - 13"],
    ["[1] Low - Hey What", "[2] Wire - 154", "[3] Blur - 13"],
    ["#1 Low - Hey What", "#2 Wire - 154", "#3 Blur - 13"],
    ["No. 1: Low - Hey What", "No. 2: Wire - 154", "No. 3: Blur - 13"],
    ["1、Low - Hey What", "2、Wire - 154", "3、Blur - 13"],
    ["1\tLow\tHey What", "2\tWire\t154", "3\tBlur\t13"],
  ])("%s", async (...lines) => {
    expect((await readLines(lines)).slice(0, 3)).toEqual([low, wire, blur]);
  });

  it("below a heading", async () => {
    const said = await readLines(["My list", "", "1.Low - Hey What", "2.Wire - 154", "3.Blur - 13"]);
    expect(said).toEqual(["it stands above the list", low, wire, blur]);
  });

  it.each([
    ["1997: Low - Hey What", "1996: Wire - 154", "1995: Blur - 13"],
    [
      "1 Giant Leap - 1 Giant Leap",
      "2 Unlimited - No Limits!",
      "3 Doors Down - Away from the Sun",
      "Adele - 21",
    ],
    ["13 - Blur", "154 - Wire", "1984 - Van Halen"],
    ["4", "21", "22, A Million"],
    ["1. Outside", "99 Luftballons", "3 Feet High and Rising"],
    ["1. Low", "1. Wire", "1. Blur"],
  ])("%s: they are its own", async (...lines) => {
    expect(await readLines(lines)).toEqual(lines.map((text) => ({ text })));
  });
});

describe("what stands between artist and title in all lines", () => {
  it.each([" | ", " / ", " ~ ", " • ", " · ", ": ", "; ", ", ", ",", "\t"])("%j", async (between) => {
    const lines = ["Low|Hey What", "Wire|154", "Blur|13"].map((line) => line.replace("|", between));
    expect(await readLines(lines)).toEqual([low, wire, blur]);
    expect(await readLines(lines.map((line, at) => `${at + 1}. ${line}`))).toEqual([low, wire, blur]);
  });

  it("a list without a header, with quotes and years", async () => {
    const lines = ['"Low","Hey What",2021', '"Wire","154",1979', "Blur,13,1999"];
    expect(await readLines(lines)).toEqual([
      { text: "Low - Hey What - 2021" },
      { text: "Wire - 154 - 1979" },
      { text: "Blur - 13 - 1999" },
    ]);
  });

  it("a line that has more of them stays whole", async () => {
    const lines = ["Low, Hey What", "Wire, 154", "Blur, 13", "Crosby, Stills & Nash, Déjà Vu"];
    expect(await readLines(lines)).toEqual([low, wire, blur, { text: lines[3] }]);
  });

  it.each([
    ["Crosby, Stills & Nash", "Hello, Goodbye, Hello", "Low - Hey What"],
    ["Tyler, The Creator - IGOR", "Bowie, David - Low", "Dylan, Bob - Desire"],
    ["Star Wars: A New Hope", "Nevermind", "Desire"],
    ["AC/DC", "Either/Or", "Ying/Yang"],
    ["barcode: 074643389327", "barcode: 074643389327", "barcode: 074643389327"],
    ["Love, Angel, Music, Baby", "Blood, Sweat & Tears", "Nevermind"],
  ])("%s: where they differ, lines stay whole", async (...lines) => {
    expect(await readLines(lines)).toEqual(lines.map((text) => ({ text })));
  });
});

it.each<[string, string]>([
  ["[b]Low[/b] - [i]Hey What[/i]", "Low - Hey What"],
  ["**Low** - *Hey What*", "Low - Hey What"],
  ["__Low__ - _Hey What_", "Low - Hey What"],
  ["[Low - Hey What](https://example.org/low)", "Low - Hey What"],
  ["[Low](https://example.org/low) - [Hey What](https://example.org/what)", "Low - Hey What"],
  ["`Low - Hey What`", "Low - Hey What"],
  ["~~Low - Hey What~~", "Low - Hey What"],
  ["✅ Low - Hey What", "Low - Hey What"],
  ["→ Low - Hey What", "Low - Hey What"],
  ["> Low - Hey What", "Low - Hey What"],
  ["Low - Hey What ★★★★½", "Low - Hey What"],
  ["Low - Hey What ****", "Low - Hey What"],
  ["Low - Hey What - 9/10", "Low - Hey What"],
  ["Low - Hey What (4,5/5)", "Low - Hey What"],
  ["Low - Hey What [8.5]", "Low - Hey What"],
  ["Low - Hey What (2021) ★★★★", "Low - Hey What (2021)"],
  ["Low - Hey What - 0000", "Low - Hey What"],
  ["David Bowie - ★", "David Bowie - ★"],
  ["★ - David Bowie", "★ - David Bowie"],
  ["*NSYNC - *NSYNC", "*NSYNC - *NSYNC"],
  ["M*A*S*H - M*A*S*H", "M*A*S*H - M*A*S*H"],
  ["Low - [8.5]", "Low - [8.5]"],
  ["Prefuse 73 - One Word Extinguisher", "Prefuse 73 - One Word Extinguisher"],
  ["Sigur Rós - ( )", "Sigur Rós - ( )"],
  ["Low - 5/5", "Low - 5/5"],
  ["[Untitled] - [b]", "[Untitled] - [b]"],
])("%s is %s", async (line, text) => {
  expect(await readLines([line])).toEqual([{ text }]);
});

it("a line of a megabyte takes no time that grows with its square", async () => {
  const lines = ["* a ", "a - ", "[b](", " ; ", "★ "].map((piece) => piece.repeat(900_000 / piece.length));
  expect(await readLines(lines)).toHaveLength(lines.length);
});
