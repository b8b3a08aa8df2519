import { expect, test } from "vitest";
import { toJson } from "../src/cli/layout/json.ts";
import { wordsTyped } from "../src/cli/typed/without-secrets.ts";
import { shellSplit } from "./helpers/printed.ts";
import { isBlank, plainText, shellQuoted, shortText } from "../src/plain-text.ts";

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

/** Zero-width spaces, joiners' relatives, marks of direction, fillers, tags: two texts that look alike must be alike. */
const unseen = [
  0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180e, 0x200b, 0x200e, 0x200f, 0x202a, 0x202e, 0x2060,
  0x2064, 0x2066, 0x2069, 0x206f, 0x3164, 0xfeff, 0xffa0, 0xfff9, 0xfffb, 0xe0001, 0xe0041,
].map((code) => String.fromCodePoint(code));

test.each(unseen)("what nobody sees (%j) reaches no terminal, and JSON only as an escape", (character) => {
  const text = `Never${character}mind`;
  expect(plainText(text)).toBe("Nevermind");
  expect(shortText(text, 80)).toBe("Nevermind");
  const json = toJson({ title: text });
  expect(json).toMatch(/^[ -~\s]*$/);
  expect(JSON.parse(json)).toEqual({ title: text });
});

test("a text of which nobody sees anything is blank, whatever it is made of", () => {
  for (const one of [...unseen, " ", "\t", "\n", "\u0000", "\u200c", "\u200d", "\u2800", "\ufe0f"])
    expect([one, isBlank(one), isBlank(` ${one} ${one}`), isBlank(`${one}+`)]).toEqual([
      one,
      true,
      true,
      false,
    ]);
  expect(["", "…", "?", "ʻ", "ー", "0"].map(isBlank)).toEqual([true, false, false, false, false, false]);
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

test.each([
  `It's "the" $HOME of \`them\` \\ all!`,
  "",
  "Motörhead",
  "日本語",
  "-Various",
  "--help",
  "~/music",
  "=ls",
  "*",
  "AC*DC",
  "#1's",
  "back\\slash",
  "`ls`",
  "'",
  "''\"\"",
  "a,b;c&d|e(f)",
  "[x]{y}?!",
  "-- x",
])("%j comes out of a shell as it went in", (title) => {
  expect(shellSplit(`importer album ${shellQuoted(title)}`)).toEqual(["album", title]);
  expect(shellSplit(wordsTyped(["album", title], {}))).toEqual(["album", title]);
});

test("what a terminal would obey is no part of a word that is shown", () => {
  expect(shellSplit(`importer album ${shellQuoted("\u001b[31mred\u001b[0m\none\u202e")}`)).toEqual([
    "album",
    "red one",
  ]);
});
