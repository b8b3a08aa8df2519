import { expect, test } from "vitest";
import type { CoverTier } from "../../src/facts.ts";
import { chooseCover, isEnough, type OfferedCover } from "../../src/matching/choose-cover.ts";

let lastId = 0;
const cover = (tier: CoverTier, side: number, offeredAt = 0): OfferedCover => {
  return { artworkId: ++lastId, tier, width: side + 40, height: side, offeredAt };
};

/** Every order in which they can arrive. */
function orders<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, at) =>
    orders(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]),
  );
}

test.each<[string, OfferedCover[], number]>([
  [
    "the archive's, although a shop's is larger",
    [cover("release_group", 1200), cover("identifier", 3000)],
    0,
  ],
  ["the archive's of 600, which is enough", [cover("release_group", 600), cover("identifier", 1000)], 0],
  ["a shop's, where the archive's is small", [cover("release_group", 400), cover("identifier", 1000)], 1],
  [
    "the largest, where all are small",
    [cover("release_group", 300), cover("identifier", 500), cover("name", 400)],
    1,
  ],
  ["that of the edition one has", [cover("release_group", 2000), cover("owned_release", 700)], 1],
  ["by an identifier before by a name", [cover("name", 2000), cover("identifier", 700)], 1],
  ["the files' own, however small", [cover("file", 250), cover("release_group", 1200)], 0],
  ["a person's, however small", [cover("file", 900), cover("person", 200), cover("release_group", 1200)], 1],
  ["a person's last word", [cover("person", 900, 1), cover("person", 300, 2)], 1],
  ["the larger of one tier", [cover("identifier", 700), cover("identifier", 900)], 1],
])("%s, in whatever order they come", (_, offered, wanted) => {
  for (const order of orders(offered)) expect(chooseCover(order, 600)).toBe(offered[wanted]);
});

test("none of none", () => {
  expect(chooseCover([], 600)).toBeUndefined();
});

test.each<[OfferedCover | undefined, CoverTier, boolean]>([
  [undefined, "name", false],
  [cover("release_group", 1200), "identifier", true],
  [cover("release_group", 400), "identifier", false],
  [cover("identifier", 1000), "owned_release", false],
  [cover("identifier", 1000), "identifier", true],
  [cover("file", 100), "owned_release", true],
])("%o spares those of tier %s: %s", (best, tier, spares) => {
  expect(isEnough(best, 600, tier)).toBe(spares);
});
