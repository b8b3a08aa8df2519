import { isComment } from "./lines.ts";
import { isBlank } from "../../plain-text.ts";

/** How the lines of a list are numbered: what matches has the number first, and is no part of what the line says. */
export type LineNumbers = RegExp;

/** Ties too: `=5.`, `5=`, `T-5.`; `(1)`, `#1.`, `No. 1:`. */
const marked =
  /^\s*(?:[([#=]|(?:no|nr|n°|№)\.?\s*|t-?)?(\d{1,5})(?:=?\s*[.):\]、．]|=)(?=\s|\p{L})(?:\s*[-–—](?=\s))?\s*(?=\S)/iu;
/** A number and nothing behind it: `01 Artist - Title`, `#1 Artist - Title`, `1 - Artist - Title`, a column of its own. */
const bare = /^\s*(?:#|=|(?:no|nr|n°|№)\.?\s*)?(\d{1,5})=?\s+(?:[-–—]\s+)?(?=\S)/iu;

/** What stands above numbered lines at the most: a heading, who made the list. */
const mostAbove = 2;
/** So many lines show whether they count on. */
const seen = 10;

/**
 * Do the first lines count from 1 (or downwards), by one or, where some are equal, by a few? Undefined where they don't. Above them may stand
 * a heading. Artists and titles begin with numbers, too: one without a sign behind it is believed where each of the first lines has one.
 */
export function numbersOf(head: string): LineNumbers | undefined {
  const lines = head.split(/\r\n|\n|\r/).filter((line) => !isBlank(line) && !isComment(line));
  return [marked, bare].find((pattern) => {
    const first = lines.findIndex((line) => pattern.test(line));
    if (first < 0 || first > mostAbove) return false;
    const next = lines.slice(first, first + seen);
    const end = next.findIndex((line) => !pattern.test(line));
    if (pattern === bare && end >= 0) return false;
    return countsOn(next.slice(0, end < 0 ? next.length : end).map((line) => Number(pattern.exec(line)![1])));
  });
}

/** Years do not count lines, whatever the order that they stand in. */
function countsOn(numbers: number[]): boolean {
  if (numbers.length < 3 || numbers.every((number) => number >= 1900 && number < 2100)) return false;
  const isRising = numbers[0]! < numbers.at(-1)!;
  const steps = numbers.slice(1).map((number, at) => (isRising ? 1 : -1) * (number - numbers[at]!));
  const isCount = steps.includes(1) || numbers.at(-1) === numbers.length; // 1, 1, 3
  return (!isRising || numbers[0] === 1) && isCount && steps.every((step) => step >= 0 && step <= 3);
}
