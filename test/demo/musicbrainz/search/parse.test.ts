import { expect, test } from "vitest";
import { parseLucene } from "../../../../src/demo/musicbrainz/search/parse.ts";
import type { LuceneQuery } from "../../../../src/demo/musicbrainz/search/query.ts";

test.each([
  ["one", "one"],
  ["one two", "(one two)"],
  ["one AND two", "(+one +two)"],
  ["one && two || three", "(+one +two three)"],
  ["one OR two AND three", "(one +two +three)"],
  ["+one -two", "(+one -two)"],
  ["one NOT two", "(one -two)"],
  ["one AND NOT two", "(+one -two)"],
  ["one !two", "(one -two)"],
  ["NOT one", "(-one)"],
  ["foo - bar", "(foo -bar)"],
  ["and or not", "(and or not)"],
  ["(one two) AND three", "(+(one two) +three)"],
  ["title:one two", "(title:one two)"],
  ["title:(one +two) three", "((title:one +title:two) three)"],
  ['title:"one two"', "title:<one two>"],
  ['"one two"~3', "<one two>~3"],
  ["title: one", "title:one"],
  ["one^2.5 two", "(one^2.5 two)"],
  ["(one two)^3", "(one two)^3"],
  ["wheezer~", "wheezer~2"],
  ["wheezer~1", "wheezer~1"],
  ["wheezer~0.8", "wheezer~0.8"],
  ["rock*", "rock|*|"],
  ["r?ck", "r|?|ck"],
  ["title:*", "title:|*|"],
  ["*:*", "everything"],
  ["/ro[ck]+/", "/ro[ck]+/"],
  ["date:[1970 TO 1975]", "date:[1970,1975]"],
  ["date:{1970 TO *]", "date:{1970,]"],
  ['date:["a b" TO c}', "date:[a b,c}"],
  ["half-way and\\-so", "(half-way and-so)"],
  ["\\+", "+"],
  ["a\\:b\\\\c", "a:b\\c"],
  ['"say \\"hi\\" \\\\ + - : ( *"', '<say "hi" \\ + - : ( *>'],
  ["\\u0041bc", "Abc"],
  ["AC\\/DC", "AC/DC"],
  ["rock&roll", "rock&roll"],
])("%s is read as %s", (text, expected) => {
  const parsed = parseLucene(text);
  expect(parsed.kind === "query" ? show(parsed.query) : parsed.message).toBe(expected);
});

test.each([
  '"open quote',
  "(open",
  "closed)",
  "()",
  "title:",
  "title:AND",
  "AND one",
  "one AND",
  "one OR OR two",
  "NOT",
  "+",
  "a:b:c",
  "AC/DC",
  "Wham!",
  "one^",
  "one^x",
  "[1970 TO 1975",
  "[1970]",
  "one]",
  "back\\",
  "/[/",
])("%s is malformed", (text) => {
  expect(parseLucene(text)).toMatchObject({ kind: "malformed" });
});

test("what is malformed is shown with the place", () => {
  expect(parseLucene("Wham!")).toEqual({
    kind: "malformed",
    message: "Cannot parse 'Wham!': Encountered \"<EOF>\" at line 1, column 5.",
  });
});

function show(query: LuceneQuery): string {
  const boost = query.boost === 1 ? "" : `^${query.boost}`;
  const field = "field" in query && query.field !== undefined ? `${query.field}:` : "";
  return `${field}${showValue(query)}${boost}`;
}

function showValue(query: LuceneQuery): string {
  const signs = { must: "+", should: "", "must-not": "-" };
  switch (query.kind) {
    case "group":
      return `(${query.clauses.map((clause) => signs[clause.occur] + show(clause.query)).join(" ")})`;
    case "term":
      return query.text;
    case "fuzzy":
      return `${query.text}~${query.similarity}`;
    case "phrase":
      return `<${query.text}>${query.slop ? `~${query.slop}` : ""}`;
    case "pattern":
      return query.pattern.kind === "regex" ? `/${query.pattern.source}/` : query.pattern.pieces.join("|");
    case "range": {
      const { low, high, withLow, withHigh } = query.range;
      return `${withLow ? "[" : "{"}${low ?? ""},${high ?? ""}${withHigh ? "]" : "}"}`;
    }
    case "everything":
      return "everything";
  }
}
