import { expect, test } from "vitest";
import { escapeTerm, phrase } from "../../../src/sources/musicbrainz/searching/lucene.ts";

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
