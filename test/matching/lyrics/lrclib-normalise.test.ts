import { expect, test } from "vitest";
import { canBeFiled, normaliseForLrclib, typedText } from "../../../src/matching/lyrics/lrclib-normalise.ts";

// What the server's own function makes of these, worked out by hand from its description and its table of letters.
test.each([
  ["Example Song", "example song"],
  ["  Two   Spaces ", "two spaces"],
  ["Don't Stop", "dont stop"],
  ["Don’t Stop", "dont stop"],
  ["AC/DC", "ac dc"],
  ["R.E.M.", "r e m"],
  ["Song (Live) [2011]", "song live 2011"],
  ["Beyoncé", "beyonce"],
  ["ÁÈÎÕÜ", "aeiou"],
  ["Mötley Crüe", "motley crue"],
  ["Røyksopp", "royksopp"],
  ["Łódź", "lodz"],
  ["Straße", "strase"], // one letter for one
  ["Æther", "æther"],
  ["Sigur Rós – Þoka", "sigur ros – þoka"], // a long dash is not its punctuation
  ["Hip‐Hop", "hip‐hop"],
  ["A × B", "a × b"],
  ["Кино Ёлка Й", "кино ёлка й"],
  ["Έλα", "έλα"],
  ["ガラス", "ガラス"],
  ["ＡＢＣ", "abc"],
  ["+", ""],
  ["???", ""],
  ["÷", "÷"],
])("%s is filed under «%s»", (name, filed) => {
  expect(normaliseForLrclib(name)).toBe(filed);
});

test("a decomposed accent is the same letter", () => {
  expect(normaliseForLrclib("Beyonce\u0301")).toBe("beyonce");
});

test.each([
  ["Don’t Stop ’Til", "Don't Stop 'Til"],
  ["Donʼt", "Don't"],
  ["Hip‐Hop — Mix", "Hip-Hop - Mix"],
  ["“Heroes”", '"Heroes"'],
  ["Wait…", "Wait..."],
  ["A × B", "A x B"],
  ["A\u200bB\u00a0C", "AB C"],
  ["Beyoncé (Live)", "Beyoncé (Live)"],
  ["サマーれげぇ!レインボー", "サマーれげぇ!レインボー"],
])("%s is typed as %s", (name, typed) => {
  expect(typedText(name)).toBe(typed);
});

test("names without a word, and absurdly long ones, are filed nowhere", () => {
  expect(["Song", "1999", "÷", "ガラス"].filter((name) => !canBeFiled(name))).toEqual([]);
  expect(["", " ", "+", "???", "...", "x".repeat(501)].filter(canBeFiled)).toEqual([]);
});
