import { expect, test } from "vitest";
import { normaliseName } from "../../../src/demo/lrclib/records.ts";

test.each([
  ["Hello, World!", "hello world"],
  ["  AC/DC  ", "ac dc"],
  ["You Need Me, I Don't Need You", "you need me i dont need you"],
  ["Don’t Stop", "dont stop"],
  ["Sigur Rós", "sigur ros"],
  ["Beyoncé", "beyonce"],
  ["Oh, Sister (Live) [2011]", "oh sister live 2011"],
  ["nq\\skrju", "nq skrju"],
  ['`~!@#$%^&*()_|+-=?;:",.<>{}[]\\/', ""],
  ["ガラス", "ガラス"],
  ["Й", "и"],
])("%j is compared as %j", (name, expected) => {
  expect(normaliseName(name)).toBe(expected);
});

test("composed and decomposed spellings are the same", () => {
  expect(normaliseName("é が".normalize("NFD"))).toBe(normaliseName("é が".normalize("NFC")));
});
