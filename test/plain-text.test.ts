import { expect, test } from "vitest";
import { plainText, shortText } from "../src/plain-text.ts";

test.each([
  ["Ágætis byrjun — 日本語 🎵", "Ágætis byrjun — 日本語 🎵"],
  ["\u001b[31mred\u001b[0m", "red"],
  ["\u001b[1;38;5;196mbold\u001b[K", "bold"],
  ["\u001b[?25lhidden\u001b[2J", "hidden"],
  ["\u001b]0;title\u0007text", "text"],
  ["\u001b]8;;http://evil.example\u001b\\link\u001b]8;;\u001b\\", "link"],
  ["a\u0000b\u0007c\u0008d", "a b c d"],
  ["two\r\nlines\tand\u2028more\u2029", "two lines and more "],
  ["\u009b31mred", " 31mred"],
  ["\u001bcreset", " creset"],
  ["\u202eevil\u202c \u2066iso\u2069 \u200fmark", "evil iso mark"],
  ["\u001b]0;never ends", ""],
  ["", ""],
])("%j is shown as %j", (text, shown) => {
  expect(plainText(text)).toBe(shown);
});

test("nothing that a terminal obeys is left, wherever it stands", () => {
  const controls = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).filter(
    (character) => character < " " || character > "~",
  );
  for (const one of controls) {
    for (const two of controls) {
      expect(plainText(`a${one}${two}[31mb${one}`)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }
  }
});

test.each([
  ["short", 10, "short"],
  ["exactly10!", 10, "exactly10!"],
  ["more than ten", 10, "more than…"],
  ["  many \n\n  spaces  ", 20, "many spaces"],
  ["\u001b[31mred\u001b[0m", 3, "red"],
])("%j in at most %d characters is %j", (text, most, shown) => {
  expect(shortText(text, most)).toBe(shown);
});

test("long text is cut without being looked at for long", () => {
  const long = "\u001b]".repeat(200_000) + " ".repeat(200_000) + "\u001b[".repeat(200_000);
  const startedAt = performance.now();
  expect(shortText(long, 50).length).toBeLessThanOrEqual(50);
  expect(performance.now() - startedAt).toBeLessThan(5000);
});
