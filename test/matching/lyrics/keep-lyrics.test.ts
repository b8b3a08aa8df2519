import { expect, test } from "vitest";
import { keepLyrics, type RawLyrics } from "../../../src/matching/lyrics/keep-lyrics.ts";

const raw = (facts: Partial<RawLyrics>): RawLyrics => ({
  plain: null,
  synced: null,
  instrumental: false,
  ...facts,
});
const synced = "[00:10.00] line one\n[00:20.00] line two";
const instrumental = { plain: null, synced: null, instrumental: true };

test("both are kept, tidied", () => {
  expect(keepLyrics(raw({ plain: "\n line one \r\n\r\n\r\n\r\nline two\n\n", synced }), null)).toEqual({
    plain: "line one\n\nline two",
    synced,
    instrumental: false,
  });
});

test("synced without plain gives the plain", () => {
  expect(keepLyrics(raw({ synced }), null)).toEqual({
    plain: "line one\nline two",
    synced,
    instrumental: false,
  });
});

test.each([
  ["by 3 s", 17_000, "line one\nline two"],
  ["by 8 s, as another master does", 12_000, "line one\nline two"],
])("synced that goes on after the track %s keeps its words alone", (_, lengthMs, words) => {
  expect(keepLyrics(raw({ plain: "line one", synced }), lengthMs)).toEqual({
    plain: "line one",
    synced: null,
    instrumental: false,
  });
  expect(keepLyrics(raw({ synced }), lengthMs)).toEqual({ plain: words, synced: null, instrumental: false });
});

test("synced that goes on minutes after the track is another song's", () => {
  const long = "[00:10.00] line one\n[09:20.00] line two";
  expect(keepLyrics(raw({ synced: long }), 200_000)).toBeUndefined();
});

test("times are not kept where the lengths are not known to be the same", () => {
  expect(keepLyrics(raw({ synced }), 200_000, { keepTimes: false })).toEqual({
    plain: "line one\nline two",
    synced: null,
    instrumental: false,
  });
});

test("synced without times is plain", () => {
  expect(keepLyrics(raw({ synced: "line one\nline two" }), null)).toEqual({
    plain: "line one\nline two",
    synced: null,
    instrumental: false,
  });
});

test.each([
  ["is marked so", { instrumental: true }],
  ["has the mark of LRCLIB", { synced: "[au: instrumental]" }],
  ["says nothing else as text", { plain: "(Instrumental)" }],
  ["says it in a sentence", { plain: "This song is an instrumental" }],
  ["has the mark among its words", { plain: "[au: instrumental]" }],
  ["is notes only", { plain: "♪" }],
  ["is notes only, all along", { synced: "[00:00.00] ♪\n[01:00.00] ♫ ♪" }],
  ["says so in Ukrainian", { plain: "Інструментальна" }],
  ["says so in Chinese", { synced: "[00:00.00] 纯音乐，请欣赏" }],
  ["is marked so beside a notice", { plain: "Lyrics not available", instrumental: true }],
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
  ["signs only", { plain: "… * …" }],
  ["a text that is none", { plain: "x ".repeat(300_000) }],
])("%s is nothing", (_, facts) => {
  expect(keepLyrics(raw(facts), null)).toBeUndefined();
});

test.each([
  "Lyrics not available",
  "Lyrics not available.\n",
  "Şarkı sözleri bulunamadı",
  "Dieser Text ist nicht synchronisiert",
  "Ces paroles ne sont pas synchronisées",
  "Bu şarkı sözleri senkronize değil",
  "Visit www.lyrics.com for more lyrics",
  "Log in to see the lyrics",
  "You might also likeEmbed",
  "Error: rate limit exceeded",
  '{"message": "none"}',
  "<!DOCTYPE html><html><body>404 Not Found</body></html>",
  "No lyrics found",
  "Sorry, we don't have the lyrics to this song yet.\nBe the first to add them!",
  "Lyrics for this song have yet to be released. Please check back once the song has been released.",
  "Unfortunately, we are not licensed to display the full lyrics for this song at the moment.",
  "line one\nline two\n...\n\n******* This Lyrics is NOT for Commercial Use *******\n(1409617829201)",
  "© 1997 Example Music Publishing. All rights reserved.",
  "Songtext nicht verfügbar",
  "Leider kein Liedtext vorhanden",
  "Paroles non disponibles",
  "Aucune parole pour cette chanson",
  "Letra no disponible",
  "Letra não disponível",
  "Testo non disponibile",
  "Songtekst niet beschikbaar",
  "Brak tekstu",
  "Текст песни отсутствует",
  "暂无歌词",
  "歌詞はありません",
  "가사가 없습니다",
  "https://www.example.com/lyrics/example-band/example-song",
  "www.example.com/lyrics",
  "These lyrics are not synchronized",
  "该歌词不支持自动滚动",
  "Songtext nicht synchronisiert",
  "12 ContributorsExample Song Lyrics[Verse 1]\nline one\nline two5Embed",
  "1 ContributorExample Song LyricsEmbed",
  "N/A",
  "404 Not Found",
  "Lyrics are restricted in your country",
  "Lyrics will be available soon!",
  "Add lyrics on Musixmatch",
  "genius.com/example-band-example-song-lyrics",
  "Sanoitukset eivät ole saatavilla",
  "Text nenalezen",
])("%j stands where lyrics should be, and is none", (plain) => {
  expect(keepLyrics(raw({ plain }), null)).toBeUndefined();
  const asLrc = plain.split("\n").map((line, at) => `[00:0${at}.00] ${line}`);
  expect(keepLyrics(raw({ synced: asLrc.join("\n") }), null)).toBeUndefined();
});

test.each([
  "I wrote no lyrics for this song\nI had nothing left to say\nSo here it is without the words\nI threw them all away\nla la la",
  "Not available tonight\nNo, I'm not available tonight",
  "Log in my eye\nError of my ways",
  "Visit me at noon\nVisit me at night",
  "Nothing compares\nNo one is missing",
  "Sans paroles, sans un mot\nJe m'en vais, je m'en vais\nEt pas un regard\nEt pas un adieu\nJe m'en vais",
  "Unknown\nUnknown to me\nWalking on the copyright of love\nline four\nline five",
  "404 ways to leave you",
  "Text me, I'm not there\nText me when you care",
  "Add it up\nAdd it up",
])("%j is sung", (plain) => {
  expect(keepLyrics(raw({ plain }), null)?.plain).toBe(plain);
});

test.each([
  ["it&apos;s &quot;me&quot; &amp; you", `it's "me" & you`],
  ["line one<br>line two<br/>line three", "line one\nline two\nline three"],
  ["<p>line one</p><p>line two</p>", "line one\n\nline two"],
  ["<i>line</i> one<script>alert('x')</script>", "line one"],
  ["line one<script src=x>", "line one"],
  ["&lt;script&gt;alert(1)&lt;/script&gt;line one", "line one"],
  ["I <3 you", "I <3 you"],
  ["d&eacute;j&agrave; vu", "déjà vu"],
  ["<a href='https://example.com'>line one</a>", "line one"],
  ["line one\nhttps://www.example.com/lyrics", "line one"],
])("%j is %j", (plain, words) => {
  expect(keepLyrics(raw({ plain }), null)?.plain).toBe(words);
});

test("the stamps of words stay when tags go", () => {
  const withTags = "[00:10.00] <00:10.00> it&apos;s <i>me</i> <00:11.00> again";
  expect(keepLyrics(raw({ synced: withTags }), null)?.synced).toBe(
    "[00:10.00] <00:10.00> it's me <00:11.00> again",
  );
});

test("a header of any player is dropped, and stamps with hours are read", () => {
  const synced = "[hash:0a1b2c]\n[total:240000]\n[kana:1]\n[00:00:10.000] line one\n[01:00:20.500] line two";
  expect(keepLyrics(raw({ synced }), null)).toEqual({
    plain: "line one\nline two",
    synced: "[00:10.00] line one\n[60:20.50] line two",
    instrumental: false,
  });
});
