import { Chalk } from "chalk";
import { expect, it } from "vitest";
import { widthOf } from "../../../src/cli/layout/text.ts";
import { wrap, wrapLines } from "../../../src/cli/layout/wrap.ts";
import { createStage } from "../../helpers/cli.ts";

it.each<[about: string, text: string, width: number, lines: string[]]>([
  ["a short line", "  genres  rock", 20, ["  genres  rock"]],
  ["prose", "one two three four", 9, ["one two", "  three", "  four"]],
  ["an indent", "  one two three", 10, ["  one two", "    three"]],
  [
    "behind a label",
    "  musicbrainz  found title, artists, genres",
    30,
    ["  musicbrainz  found title,", "               artists, genres"],
  ],
  [
    "behind two labels",
    "ok       node         twenty four or newer",
    46,
    ["ok       node         twenty four or newer"],
  ],
  [
    "behind the last label that leaves half of the line",
    "ok       node         twenty four or newer is good",
    34,
    ["ok       node         twenty four", "         or newer is good"],
  ],
  ["where an indent is too deep", `${" ".repeat(40)}x  y`, 30, [`${" ".repeat(40)}x`, `${" ".repeat(15)}y`]],
  [
    "an address stays whole",
    "see https://example.org/a/long/address now",
    20,
    ["see", "  https://example.org/a/long/address", "  now"],
  ],
  ["wide characters", "サマー れげぇ レインボー", 10, ["サマー", "  れげぇ", "  レインボ", "  ー"]],
  ["a script without spaces", "夜に駆ける夜に駆ける", 8, ["夜に駆け", "  る夜に", "  駆ける"]],
  ["one character too wide for the line", "夜", 1, ["夜"]],
  ["nothing", "", 5, [""]],
])("wraps %s", (_about, text, width, lines) => {
  expect(wrap(text, width).split("\n")).toEqual(lines);
});

it("counts no colours, and changes nothing without a width", () => {
  const { red } = new Chalk({ level: 1 });
  const text = `${red("one")} ${red("two")} ${red("three")}`;
  expect(wrap(text, 13)).toBe(text);
  expect(wrap(text, 8)).toBe(`${red("one")} ${red("two")}\n  ${red("three")}`);
  expect(wrapLines("a long line of words\nand another", undefined)).toBe("a long line of words\nand another");
});

/** Longer than the screen is only what can't be broken: an address, a name of a file. */
function expectFits(text: string, columns: number): void {
  for (const line of text.split("\n")) {
    if (widthOf(line) > columns) expect(line.trim(), line).not.toMatch(/\s/);
  }
}

it.each([40, 62, 80])("fits what commands say into %i columns, errors and remarks too", async (columns) => {
  const stage = await createStage();
  const commands = [
    ["album", "The Dark Side of the Moon", "--artist", "Pink Floyd"],
    ["album", "Desire"],
    ["album", "Nevermnd", "--artist", "Nirvana", "--dry-run"],
    ["album", "nothing of this name stands anywhere in the world"],
    ["worker", "--drain", "--queue", "default"],
    ["show", "album", "1"],
    ["jobs", "show", "1"],
    ["links", "1"],
    ["doctor"],
    ["show", "album", "99"],
    ["albun", "with some more words behind it that nobody needs"],
  ];
  for (const command of commands) {
    const { stdout, stderr } = await stage.importer(command, { columns, wraps: true });
    expectFits(stdout, columns);
    expectFits(stderr, columns);
  }
});
