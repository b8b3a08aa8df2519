import { expect, test } from "vitest";
import { keepLyrics, type RawLyrics } from "../../src/matching/keep-lyrics.ts";

const raw = (facts: Partial<RawLyrics>): RawLyrics => ({
  ...{ plain: null, synced: null, instrumental: false },
  ...facts,
});
const synced = "[00:10.00] line one\n[00:20.00] line two";
const instrumental = { plain: null, synced: null, instrumental: true };

test("both are kept, tidied", () => {
  expect(keepLyrics(raw({ plain: "\n line one \r\n\r\n\r\n\r\nline two\n\n", synced }), null)).toEqual({
    ...{ plain: "line one\n\nline two", synced, instrumental: false },
  });
});

test("synced without plain gives the plain", () => {
  expect(keepLyrics(raw({ synced }), null)).toEqual({
    ...{ plain: "line one\nline two", synced, instrumental: false },
  });
});

test("synced that goes on after the track is left out, and its words are not trusted", () => {
  expect(keepLyrics(raw({ plain: "line one", synced }), 12_000)).toEqual({
    ...{ plain: "line one", synced: null, instrumental: false },
  });
  expect(keepLyrics(raw({ synced }), 12_000)).toBeUndefined();
});

test("synced without times is plain", () => {
  expect(keepLyrics(raw({ synced: "line one\nline two" }), null)).toEqual({
    ...{ plain: "line one\nline two", synced: null, instrumental: false },
  });
});

test.each([
  ["is marked so", { instrumental: true }],
  ["has the mark of LRCLIB", { synced: "[au: instrumental]" }],
  ["says nothing else as text", { plain: "(Instrumental)" }],
  ["says nothing else as a line", { synced: "[00:00.00] ♪ Instrumental ♪", plain: "♪ Instrumental ♪" }],
])("instrumental is what %s", (_, facts) => {
  expect(keepLyrics(raw(facts), null)).toEqual(instrumental);
});

test("words win over the mark", () => {
  expect(keepLyrics(raw({ plain: "line one", instrumental: true }), null)?.instrumental).toBe(false);
});

test.each([
  ["nothing", {}],
  ["empty texts", { plain: " \n", synced: "" }],
  ["signs only", { plain: "♪ … ♪" }],
  ["a text that is none", { plain: "x ".repeat(300_000) }],
])("%s is nothing", (_, facts) => {
  expect(keepLyrics(raw(facts), null)).toBeUndefined();
});
