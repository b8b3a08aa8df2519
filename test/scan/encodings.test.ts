import { expect, it } from "vitest";
import { decodeText } from "../../src/decode-text.ts";
import { scanning, song } from "./scanning.ts";

/** As an old program wrote it: each letter looked up in what the decoder makes of all bytes, one or two. */
function encode(text: string, encoding: string): Buffer {
  const table = new Map<string, Buffer>();
  const decoder = new TextDecoder(encoding);
  const isWide = /^(?:shift|gb|euc|big)/.test(encoding);
  for (let first = 0x80; first < 0x100; first++) {
    for (let second = isWide ? 0x40 : 0; second < (isWide ? 0xff : 1); second++) {
      const bytes = Buffer.from(isWide ? [first, second] : [first]);
      const letter = decoder.decode(bytes);
      if ([...letter].length === 1 && !table.has(letter)) table.set(letter, bytes);
    }
  }
  return Buffer.concat([...text].map((letter) => table.get(letter) ?? Buffer.from(letter)));
}

it.each([
  [
    "windows-1251",
    "[ti:Кукушка]\n[00:01.00]Песен еще ненаписанных сколько?\n[00:04.00]Скажи, кукушка, пропой",
  ],
  ["windows-1251", "[00:01.00]ВСЕ ИДЕТ ПО ПЛАНУ\n[00:03.00]ГРАНИЦЫ КЛЮЧ ПЕРЕЛОМЛЕН"],
  ["koi8-r", "[00:01.00]Я помню чудное мгновенье\n[00:05.00]Передо мной явилась ты"],
  ["shift_jis", "[00:01.00]夢ならばどれほどよかったでしょう\n[00:04.00]未だにあなたのことを夢にみる"],
  ["euc-jp", "[00:01.00]夢ならばどれほどよかったでしょう"],
  ["gbk", "[00:01.00]月亮代表我的心\n[00:04.00]你问我爱你有多深"],
  ["gbk", "[00:01.00]小苹果 怎么爱你都不嫌多\n[00:03.00]红红的小脸儿温暖我的心窝"],
  ["big5", "[00:01.00]月亮代表我的心\n[00:04.00]你問我愛你有多深"],
  ["euc-kr", "[00:01.00]사랑해요 그대를\n[00:03.00]영원히 기다릴게요"],
  ["windows-1250", "[00:01.00]Zażółć gęślą jaźń\n[00:03.00]przyjacielu mój drogi, coś się kończy"],
  ["latin1", "[00:01.00]Corazón, mañana será otro día\n[00:03.00]¿dónde estás?"],
])("reads lyrics in %s: %s", (encoding, text) => {
  expect(decodeText(encode(text, encoding))).toBe(text);
});

it("knows UTF-8 and UTF-16, and the signs of windows-1252", () => {
  expect(decodeText(Buffer.from("\ufeffé"))).toBe("é");
  expect(decodeText(Buffer.from("\ufeffhé", "utf16le"))).toBe("hé");
  expect(decodeText(Buffer.from("[00:01.00]hello", "utf16le"))).toBe("[00:01.00]hello");
  expect(decodeText(Buffer.from("je t\x92aime d\xe9j\xe0", "latin1"))).toBe("je t’aime déjà");
});

it.each([
  ["noise", Buffer.from(Array.from({ length: 400 }, (_, at) => 128 + ((at * 73 + at * at * 31) % 128)))],
  ["two letters of some encoding", Buffer.from([0xb1, 0xc9, 0x0a])],
  ["zeros", Buffer.alloc(50)],
  ["Shift_JIS that lost a byte", Buffer.from("82b382ad82e7820a82cd82c9", "hex")],
  ["Greek letters between signs", Buffer.from("82b382e7820a82cd82c982dc82b7", "hex")],
])("refuses %s", (_, bytes) => {
  expect(decodeText(bytes)).toBeUndefined();
});

it("names lyrics whose letters nobody can tell, and keeps none", async () => {
  const stage = await scanning();
  stage.put("1.flac", song({ TITLE: "One" }));
  const path = stage.put(
    "1.lrc",
    Buffer.concat([Buffer.from("[00:01.00]"), Buffer.from([0xb1, 0xc9, 0x81])]),
  );
  expect(await stage.scan()).toMatchObject({ lyrics: 0, refusedLyrics: [{ path }] });
  expect(stage.rows("SELECT * FROM lyrics")).toEqual([]);
});
