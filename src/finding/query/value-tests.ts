import { UserError } from "../../errors.ts";
import { nearestHint } from "../../matching/text/edit-distance.ts";
import { barcodeForms, printedBarcode } from "../../matching/typed/barcode.ts";
import type { ItemField, Test } from "../field.ts";

import { foldForFinding, isAscii } from "./fold-text.ts";
import type { Condition } from "./parse-query.ts";
import type { Alternative } from "./read-terms.ts";
import { valueMeant } from "./range-meant.ts";
import { daysOf, momentsOf, numberOf, secondsOf, type Span } from "./spans.ts";

/** Names a value as a parameter of the statement. */
export type Bind = (value: string | number) => string;

const longestText = 1000;

/** The test that one alternative puts to a value: true, false, or null for a value that is unknown. @throws UserError */
export function testOf(
  condition: Pick<Condition, "field" | "typed">,
  alternative: Alternative,
  bind: Bind,
): Test {
  const { field, typed } = condition;
  if (field?.compares === "barcodes") return barcodeTest(alternative, typed, bind);
  switch (field?.type) {
    case "number":
      return numberTest(alternative.text, typed, bind);
    case "length":
      return lengthTest(alternative.text, typed, bind);
    case "date":
      return dateTest(alternative.text, typed, bind);
    case "time":
      return timeTest(alternative.text, typed, bind);
    case "word":
      return wordTest(field, alternative.text, typed, bind);
    case "identifier":
      return isGuid(alternative.text)
        ? equals(alternative.text.toLowerCase(), bind)
        : textTest(alternative, typed, bind);
    default:
      return textTest(alternative, typed, bind);
  }
}

const isGuid = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

function equals(text: string, bind: Bind): Test {
  const wanted = bind(text);
  return (value) => `${value} = ${wanted}`;
}

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

function wordTest({ words = [] }: ItemField, text: string, typed: string, bind: Bind): Test {
  const word = text.toLowerCase();
  if (words.includes(word)) return equals(word, bind);
  throw new UserError(`${typed}: "${text}" is none of its values${nearestHint(word, words)}`, {
    hint: `it is one of ${words.join(", ")}`,
  });
}

function numberTest(text: string, typed: string, bind: Bind): Test {
  return between(readRange(text, numberOf, typed, "a number", "year:1973 or year:1970..1979"), bind);
}

function lengthTest(text: string, typed: string, bind: Bind): Test {
  const test = between(readRange(text, secondsOf, typed, "a length", "length:3:05 or length:10:00.."), bind);
  return (value) => test(`((${value} + 500) / 1000)`); // as it is shown
}

/** A partial date lies in a range only if every day does that it may be. */
function dateTest(text: string, typed: string, bind: Bind): Test {
  const { from, to } = readRange(text, daysOf, typed, "a date", "released:1973-03 or released:1970..1979-06");
  const [least, most] = [from, to].map((day) => day && bind(day));
  const earliest = (value: string): string => `${value} || substr('0000-01-01', length(${value}) + 1)`;
  const latest = (value: string): string => `${value} || substr('9999-12-31', length(${value}) + 1)`;
  if (least === undefined) return (value) => `${latest(value)} <= ${most}`;
  if (most === undefined) return (value) => `${earliest(value)} >= ${least}`;
  return (value) => `(${earliest(value)} >= ${least} AND ${latest(value)} <= ${most})`;
}

function timeTest(text: string, typed: string, bind: Bind): Test {
  return between(
    readRange(text, momentsOf, typed, "a date (UTC)", "added:2026-11 or added:2026-11-01.."),
    bind,
  );
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

/** `1970..1979`, `1970..`, `..1979`, or one value for both ends. @throws UserError for what is none */
function readRange<T extends number | string>(
  text: string,
  read: (text: string) => Span<T> | undefined,
  typed: string,
  what: string,
  example: string,
): Range<T> {
  const [first = "", last = first, ...more] = text.normalize("NFKC").split("..");
  const [from, to] = [first, last].map((end) => (end === "" ? undefined : read(end)));
  const isOdd = (first !== "" && !from) || (last !== "" && !to) || (!from && !to) || more.length > 0;
  if (isOdd) {
    const meant = valueMeant(typed, text, (end) => read(end) !== undefined);
    const hint = meant === undefined ? `for instance: ${example}` : `it is written ${meant}`;
    throw new UserError(`${typed}: it takes ${what}`, { hint });
  }
  if (from && to && from.first > to.last) {
    throw new UserError(`${typed}: the range goes backwards`, {
      hint: `the smaller end comes first: ${last}..${first}`,
    });
  }
  return { from: from?.first, to: to?.last };
}
