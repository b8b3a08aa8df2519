import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { looksInCircles, looksWithin, roomsWithParts } from "./floors.ts";

const source = join(packageRoot(), "src");

test.each(roomsWithParts(source))(
  "the parts of %s lie on floors: no circle leads from one through others back",
  (room) => {
    expect(looksInCircles(looksWithin(source, room)).map(({ says }) => says)).toEqual([]);
  },
);

test("circles are found, also over three parts, and what leads into one is none", () => {
  const look = (from: string, to: string) => ({ from, to, says: `${from} → ${to}` });
  const circle = [look("a", "b"), look("b", "c"), look("c", "a")];
  expect(looksInCircles([look("outside", "a"), look("a", "below"), ...circle])).toEqual(circle);
  expect(looksWithin(source, "jobs").map(({ from, to }) => `${from} ${to}`)).toContain("worker queue");
});
