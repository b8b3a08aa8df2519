import { UserError } from "../../errors.ts";
import { nearestHint } from "../../matching/text/edit-distance.ts";
import { barcodeForms, printedBarcode } from "../../matching/typed/barcode.ts";
import type { ItemField, Test } from "../field.ts";
import { foldForFinding, isAscii } from "./fold-text.ts";
import { joinConditions } from "./join-conditions.ts";
import type { Condition } from "./parse-query.ts";
import type { Alternative } from "./read-terms.ts";
import { valueMeant } from "./range-meant.ts";
import { daysOf, momentsOf, numberOf, secondsOf, type Span } from "./spans.ts";

/** Names a value as a parameter of the statement. */
export type Bind = (value: string | number) => string;

const longestText = 1000;

/** What one alternative asks of a value: that it is this one, which many can ask at once, or more. */
type Asked = { equals: string | number } | { test: Test };

/** Holds where any of them does. However many values are asked for, they are one parameter, and an index finds each. */
export function anyTestOf(asked: readonly Asked[], bind: Bind): Test {
  const values = asked.flatMap((each) => ("equals" in each ? [each.equals] : []));
  const others = asked.flatMap((each) => ("test" in each ? [each.test] : []));
  const tests = [...(values.length > 0 ? [isOneOf(values, bind)] : []), ...others];
  const all = (value: string): string[] => tests.map((test) => test(value));
  return (value) => `(${joinConditions(all(value), "OR")})`;
}

function isOneOf(values: readonly (string | number)[], bind: Bind): Test {
  if (values.length > 1) {
    const list = bind(JSON.stringify(values));
    return (value) => `${value} IN (SELECT value FROM json_each(${list}))`;
  }
  const only = bind(values[0]!);
  return (value) => `${value} = ${only}`;
}

/** What one alternative asks of a value. @throws UserError for a value that its field can't have */
export function askedBy(
  condition: Pick<Condition, "field" | "typed">,
  alternative: Alternative,
  bind: Bind,
): Asked {
  const { field, typed } = condition;
  const { text } = alternative;
  if (field?.compares === "barcodes") return { test: barcodeTest(alternative, typed, bind) };
  switch (field?.type) {
    case "number":
      return numberAsked(text, typed, bind);
    case "length":
      return { test: lengthTest(text, typed, bind) };
    case "date":
      return { test: dateTest(text, typed, bind) };
    case "time":
      return { test: timeTest(text, typed, bind) };
    case "word":
      return { equals: wordOf(field, text, typed) };
    case "identifier":
      return identifierAsked(alternative, typed, bind);
    default:
      return { test: textTest(alternative, typed, bind) };
  }
}

/** An MBID whole, also within its address at MusicBrainz; any other text as a part. */
function identifierAsked(alternative: Alternative, typed: string, bind: Bind): Asked {
  const [mbid] = guid.exec(alternative.text.replace(/^https?:\/\/\S*\//i, "")) ?? [];
  return mbid === undefined ? { test: textTest(alternative, typed, bind) } : { equals: mbid.toLowerCase() };
}

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}(?=$|[?#])/i;

function textTest({ text, isWhole }: Alternative, typed: string, bind: Bind): Test {
  if (text.length > longestText) {
    throw new UserError(`${typed.slice(0, 40)}…: it is longer than ${longestText} letters`, {
      hint: "importer help list",
    });
  }
  const literal = foldForFinding(text).replace(/[\\%_]/g, "\\$&");
  const pattern = bind(isWhole ? literal : `%${literal}%`);
  const like = (value: string): string => `${value} LIKE ${pattern} ESCAPE '\\'`;
  return (value) => `iif(${isAscii(value)}, ${like(value)}, ${like(`finding_fold(${value})`)})`;
}

/** So many digits may be the beginning of a longer one. */
const shortBarcode = 10;

/** A whole barcode is the same with other leading zeros, spaces or hyphens; fewer digits are a part of one. */
function barcodeTest({ text, isWhole }: Alternative, typed: string, bind: Bind): Test {
  const digits = printedBarcode(text);
  const part = text.replace(/(?<=\d)[\s-]+(?=\d)/g, "");
  const asText = textTest({ text: part, isWhole }, typed, bind);
  if (digits === undefined) return asText;
  const forms = barcodeForms(digits).map(bind).join(", ");
  const isOne: Test = (value) => `${value} IN (${forms})`;
  return digits.length > shortBarcode || isWhole ? isOne : (value) => `(${isOne(value)} OR ${asText(value)})`;
}

function wordOf({ words = [] }: ItemField, text: string, typed: string): string {
  const word = text.toLowerCase();
  if (words.includes(word)) return word;
  throw new UserError(`${typed}: "${text}" is none of its values${nearestHint(word, words)}`, {
    hint: `it is one of ${words.join(", ")}`,
  });
}

function numberAsked(text: string, typed: string, bind: Bind): Asked {
  const examples = /^[-^]?\w*year:/i.test(typed) ? ["1973", "1970..1979"] : ["12", "10..20"];
  const range = readRange(text, typed, { read: numberOf, what: "a number", examples });
  return range.from !== undefined && range.from === range.to
    ? { equals: range.from }
    : { test: between(range, bind) };
}

function lengthTest(text: string, typed: string, bind: Bind): Test {
  const wanted = { read: secondsOf, what: "a length", examples: ["3:05", "10:00.."] };
  const test = between(readRange(text, typed, wanted), bind);
  return (value) => test(`((${value} + 500) / 1000)`); // as it is shown
}

/** A partial date lies in a range only if every day does that it may be. */
function dateTest(text: string, typed: string, bind: Bind): Test {
  const { from, to } = readRange(text, typed, {
    read: daysOf,
    what: "a date",
    examples: ["1973-03", "1970..1979-06"],
  });
  const [least, most] = [from, to].map((day) => day && bind(day));
  const earliest = (value: string): string => `${value} || substr('0000-01-01', length(${value}) + 1)`;
  const latest = (value: string): string => `${value} || substr('9999-12-31', length(${value}) + 1)`;
  if (least === undefined) return (value) => `${latest(value)} <= ${most}`;
  if (most === undefined) return (value) => `${earliest(value)} >= ${least}`;
  return (value) => `(${earliest(value)} >= ${least} AND ${latest(value)} <= ${most})`;
}

function timeTest(text: string, typed: string, bind: Bind): Test {
  const examples = ["2026-11", "2026-11-01.."];
  return between(readRange(text, typed, { read: momentsOf, what: "a date (UTC)", examples }), bind);
}

function between({ from, to }: Range<number>, bind: Bind): Test {
  const [least, most] = [from, to].map((end) => (end === undefined ? undefined : bind(end)));
  if (least === undefined) return (value) => `${value} <= ${most}`;
  if (most === undefined) return (value) => `${value} >= ${least}`;
  return (value) => `${value} BETWEEN ${least} AND ${most}`;
}

/** An end that is open is undefined. */
interface Range<T> {
  from: T | undefined;
  to: T | undefined;
}

/** What stands at an end of a range, and how that is said. */
interface Wanted<T> {
  read: (text: string) => Span<T> | undefined;
  what: string;
  examples: readonly string[];
}

/** `1970..1979`, `1970..`, `..1979`, or one value for both ends. @throws UserError for what is none */
function readRange<T extends number | string>(
  text: string,
  typed: string,
  { read, what, examples }: Wanted<T>,
): Range<T> {
  const [first = "", last = first, ...more] = text.normalize("NFKC").split("..");
  const [from, to] = [first, last].map((end) => (end === "" ? undefined : read(end)));
  const isOdd = (first !== "" && !from) || (last !== "" && !to) || (!from && !to) || more.length > 0;
  if (isOdd) {
    const [, name = ""] = /^[-^]?(\w+):/.exec(typed) ?? [];
    const meant = valueMeant(typed, text, (end) => read(end) !== undefined);
    const instances = examples.map((each) => `${name}:${each}`).join(" or ");
    const hint = meant === undefined ? `for instance: ${instances}` : `it is written ${meant}`;
    throw new UserError(`${typed}: it takes ${what}`, { hint });
  }
  if (from && to && from.first > to.last) {
    throw new UserError(`${typed}: the range goes backwards`, {
      hint: `the smaller end comes first: ${last}..${first}`,
    });
  }
  return { from: from?.first, to: to?.last };
}
