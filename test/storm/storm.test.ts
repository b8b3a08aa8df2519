import { expect, test } from "vitest";
import { buildPackage } from "../cli/built.ts";
import { crowd } from "./crowd.ts";
import { seeded } from "../helpers/random.ts";
import type { Name } from "./scenarios.ts";
import { storm } from "./storm.ts";

const binary = buildPackage();

/** The short form; the long one: `npm run storm -- --kills 1000`. */
test.each<[Name, kills: number, workers: number]>([
  ["worker", 12, 2],
  ["album", 6, 1],
  ["releases", 6, 2],
  ["scan", 8, 2],
  ["enrich", 6, 1],
])("%s, killed %d times at random moments, loses and doubles nothing", async (name, kills, workers) => {
  const result = await storm({ binary, name, kills, workers, random: seeded(kills * workers) });
  expect(result.troubles).toEqual([]);
  expect(result.kills).toBeGreaterThanOrEqual(kills);
});

test("a dozen processes on a home that does not exist yet make one library together", async () => {
  expect(await crowd(binary, 12)).toEqual([]);
});
