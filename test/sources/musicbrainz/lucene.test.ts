import { expect, test } from "vitest";
import {
  albumQuery,
  anyOf,
  artistQuery,
  escapeTerm,
  phrase,
  relaxedAlbumQuery,
} from "../../../src/sources/musicbrainz/lucene.ts";

test.each([
  ["Music: Response", '"Music: Response"'],
  ['The "Priest" They Called Him', '"The \\"Priest\\" They Called Him"'],
  ["nq\\skrju", '"nq\\\\skrju"'],
  ["“Heroes”", '"\\"Heroes\\""'],
  ["Don’t Believe the Truth", '"Don\'t Believe the Truth"'],
  ["F♯ – A♯", '"F♯ - A♯"'],
  ["  two \t words\n", '"two words"'],
  ["AND", '"AND"'],
  ["A\u030angstro\u0308m", '"Ångström"'],
])("the phrase of %j is %s", (text, expected) => {
  expect(phrase(text)).toBe(expected);
});

test.each([
  ["AC/DC", "AC\\/DC"],
  ["+", "\\+"],
  ["!!!", "\\!\\!\\!"],
  ["(What's", "\\(What's"],
  ["a:b^2~*?", "a\\:b\\^2\\~\\*\\?"],
  ["[{}]", "\\[\\{\\}\\]"],
  ["&&||", "\\&\\&\\|\\|"],
  ["back\\slash", "back\\\\slash"],
  ['say"so', 'say\\"so'],
  ["“so", '\\"so'],
  ["–", "\\-"],
  ["AND", "and"],
  ["OR", "or"],
  ["NOT", "not"],
  ["TO", "to"],
  ["ANDES", "ANDES"],
])("the term %s is %s", (word, expected) => {
  expect(escapeTerm(word)).toBe(expected);
});

test("an exact query asks for the words in order, and for the artist under any of its names", () => {
  expect(albumQuery({ title: "Desire" })).toBe('(releasegroup:"Desire" OR alias:"Desire")');
  expect(albumQuery({ title: "Desire", artist: "AC/DC" })).toBe(
    '((releasegroup:"Desire" OR alias:"Desire") AND (artist:"AC/DC" OR artistname:"AC/DC" OR creditname:"AC/DC"))',
  );
});

test("a relaxed query forgives long words, and keeps nobody out for the artist", () => {
  expect(relaxedAlbumQuery({ title: "The Wall: Live" })).toBe(
    '(+(releasegroup:(The AND Wall~ AND Live~) OR alias:"The Wall: Live"))',
  );
  expect(relaxedAlbumQuery({ title: "Face/Off", artist: "X" })).toBe(
    '(+(releasegroup:(Face~ AND Off) OR alias:"Face/Off") (artist:"X" OR artistname:"X" OR creditname:"X")^4)',
  );
});

test("signs that stand alone stay words of a relaxed query", () => {
  expect(relaxedAlbumQuery({ title: "+ (plus) N.W.A" })).toBe(
    '(+(releasegroup:(\\+ AND plus~ AND N.W.A~) OR alias:"+ (plus) N.W.A"))',
  );
});

test("an artist is looked for by name, alias and sort name; several queries are one", () => {
  expect(artistQuery('"Weird Al"')).toBe(
    'artist:"\\"Weird Al\\"" OR alias:"\\"Weird Al\\"" OR sortname:"\\"Weird Al\\""',
  );
  expect(anyOf(["a", "b"])).toBe("a OR b");
});
