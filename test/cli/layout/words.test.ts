import { expect, it } from "vitest";
import { leftText } from "../../../src/cli/layout/words.ts";

it.each([
  ["half of it in a minute", { done: 50, total: 100, elapsedMs: 60_000 }, "60 s left"],
  ["rounded up", { done: 90, total: 100, elapsedMs: 1_000 }, "1 s left"],
  ["hours", { done: 10, total: 1000, elapsedMs: 100_000 }, "2 h 45 min left"],
  ["a few that took long", { done: 1, total: 3, elapsedMs: 12_000 }, "24 s left"],
  ["too few so far", { done: 4, total: 100, elapsedMs: 5_000 }, ""],
  ["too short so far", { done: 50, total: 100, elapsedMs: 900 }, ""],
  ["none so far", { done: 0, total: 100, elapsedMs: 60_000 }, ""],
  ["all", { done: 100, total: 100, elapsedMs: 60_000 }, ""],
  ["more than all", { done: 101, total: 100, elapsedMs: 60_000 }, ""],
])("time left: %s", (_, progress, text) => {
  expect(leftText(progress)).toBe(text);
});
