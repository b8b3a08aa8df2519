import { expect, test } from "vitest";
import { backoffMs } from "../../src/jobs/worker/backoff.ts";

const longest = { random: () => 1 };
const shortest = { random: () => 0 };

test("the delay doubles from 2 s up to an hour", () => {
  const delays = [1, 2, 3, 11, 12, 100].map((attempt) => backoffMs(attempt, longest));
  expect(delays).toEqual([2_000, 4_000, 8_000, 2_048_000, 3_600_000, 3_600_000]);
});

test("chance takes away at most half of it", () => {
  expect(backoffMs(3, shortest)).toBe(4_000);
  expect(backoffMs(3, { random: () => 0.5 })).toBe(6_000);
});

test("what the source asked for is a floor, not a ceiling", () => {
  expect(backoffMs(1, { ...longest, retryAfterMs: 30_000 })).toBe(30_000);
  expect(backoffMs(5, { ...longest, retryAfterMs: 10 })).toBe(32_000);
});
