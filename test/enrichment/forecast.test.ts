import { expect, it } from "vitest";
import { forecastMs } from "../../src/enrichment/forecast.ts";
import { seeded } from "../helpers/random.ts";

/** The time (ms) at which each track of a run is done: songs take one to four questions, the first of an album waits for its cover. */
function runOf(total: number, seed: number): number[] {
  const random = seeded(seed);
  const answerMs = 80 + 900 * random();
  const albumOf = 6 + Math.floor(random() * 12);
  const absent = random() * 0.5;
  let atMs = 0;
  return Array.from({ length: total }, (_, at) => {
    const questions = (random() < absent ? 4 : 1) + (at % albumOf === 0 ? 2 : 0);
    for (let each = 0; each < questions; each++) atMs += (answerMs * (0.5 + random())) / 5;
    return atMs;
  });
}

it("the first that is said is within twice of what the run takes, fast or slow, few or many", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const total = [40, 150, 1000][seed % 3]!;
    const doneAt = runOf(total, seed);
    const first = doneAt
      .map((ms, at) => forecastMs(total, at + 1, ms))
      .find((forecast) => forecast !== undefined);
    if (first === undefined) continue; // over before anything could be told
    const ratio = first / doneAt.at(-1)!;
    expect(ratio, `seed ${seed}`).toBeGreaterThan(0.5);
    expect(ratio, `seed ${seed}`).toBeLessThan(2);
  }
});

it("says nothing before it can tell", () => {
  expect(forecastMs(1000, 4, 60_000)).toBeUndefined();
  expect(forecastMs(4, 4, 60_000)).toBeUndefined();
  expect(forecastMs(1000, 19, 3_000)).toBeUndefined();
  expect(forecastMs(1000, 19, 10_000)).toBeUndefined();
  expect(forecastMs(1000, 40, 2_900)).toBeUndefined();
  expect(forecastMs(1000, 20, 2_999)).toBeUndefined();
  expect(forecastMs(1000, 20, 3_000)).toBe(150_000);
  expect(forecastMs(1000, 5, 15_000)).toBe(3_000_000);
  expect(forecastMs(40, 5, 15_000)).toBe(120_000); // MusicBrainz' own pace
});
