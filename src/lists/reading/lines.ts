import { UserError } from "../../errors.ts";
import { isBlank } from "../../plain-text.ts";
import { longestField } from "./text.ts";

export interface TextLine {
  /** From 1. */
  number: number;
  text: string;
  /** How it ends; empty for a last one that does not. */
  end: string;
}

/** Every line, blank ones as well, by any line end. @throws what `tooLong` makes of the number of one that is longer than 1 MB. */
export async function* eachLine(
  pieces: AsyncIterable<string>,
  tooLong: (number: number) => UserError,
): AsyncGenerator<TextLine> {
  let rest = "";
  let number = 0;
  const line = (text: string, end: string): TextLine => {
    number++;
    if (text.length > longestField) throw tooLong(number);
    return { number, text, end };
  };
  for await (const piece of pieces) {
    const parts = (rest + piece).split(/(\r\n|\n|\r(?!$))/); // a \r at the end may be half of a \r\n
    rest = parts.pop()!;
    for (let at = 0; at < parts.length; at += 2) yield line(parts[at]!, parts[at + 1]!);
    if (rest.length > longestField) throw tooLong(number + 1);
  }
  if (rest === "") return;
  const text = rest.replace(/\r$/, "");
  yield line(text, rest.slice(text.length));
}

/** A remark, or a heading of Markdown; `#1 Record` is an album. */
export const isComment = (text: string): boolean => /^\s*#+(?:\s|$)/.test(text);

/** Lines that hold something, of a list whose rows are lines. @throws UserError for one longer than 1 MB. */
export async function* linesOf(pieces: AsyncIterable<string>, name: string): AsyncGenerator<TextLine> {
  const tooLong = (number: number): UserError =>
    new UserError(`${name}, line ${number}: it is longer than 1 MB`, {
      hint: "that is no list, a line an album; --as csv|tsv|json says what it is",
    });
  for await (const line of eachLine(pieces, tooLong)) if (!isBlank(line.text)) yield line;
}

/** Media, in brackets behind a title; alone behind a dash they are the title. */
const mediumNote =
  /(?<![\s:;–—-])\s+[([](?:\d\s?x\s?)?(?:CDs?|\d?LPs?|vinyl|cassette|MC|DVD|SACD|FLAC|MP3|digital)[)\]]$/i;

/** Do the first lines have the same parts, parted by semicolons (`Artist; Title; 1976`)? */
export function readsParted(head: string): boolean {
  const lines = head.split(/\r\n|\n|\r/).filter((line) => !isBlank(line) && !isComment(line));
  const counts = new Set(lines.slice(0, 5).map((line) => line.split(/;\s/).length));
  const [parts = 0] = counts;
  return lines.length > 1 && counts.size === 1 && (parts === 2 || parts === 3);
}

/** List marks of people and programs; numbers only where lines are numbered on from 1. */
export function unmarked(
  text: string,
  { isNumbered, isParted }: { isNumbered: boolean; isParted: boolean },
): string {
  const parted = text.replace(/\t+/g, " - ").replace(isParted ? /\s*;\s+/g : /(?!)/, " - ");
  const bare = parted
    .replace(/^\s*[-*•–—]\s+/, "")
    .replace(/^\s*\[[ x]\]\s+/i, "")
    .trim();
  const unnumbered = (isNumbered ? bare.replace(/^#?\d{1,5}[.):]\s+/, "") : bare).replace(mediumNote, "");
  const [, inner] = /^"([^"]+\s[-–—]\s[^"]+)"$/.exec(unnumbered) ?? []; // a title of its own keeps its quotes
  return inner ?? unnumbered;
}

const ofNumber = /^\s*#?(\d{1,5})[.):]\s+\S/;
const numberOf = (line: string): number => Number(ofNumber.exec(line)?.[1] ?? NaN);

/** What stands above numbered lines at the most: a heading, who made the list. */
const mostAbove = 2;

/** Do the first lines count 1, 2, 3 (or downwards)? Above them may stand a heading. */
export function readsNumbered(head: string): boolean {
  const lines = head.split(/\r\n|\n|\r/).filter((line) => !isBlank(line) && !isComment(line));
  const first = lines.findIndex((line) => ofNumber.test(line));
  if (first < 0 || first > mostAbove) return false;
  const numbers = lines.slice(first, first + 3).map(numberOf);
  if (numbers.length < 3) return false;
  const [one, two, three] = numbers as [number, number, number];
  return (one === 1 && two === 2 && three === 3) || (one - two === 1 && two - three === 1);
}

/** Is it a numbered line (`12. …`)? */
export const isNumberedLine = (text: string): boolean => ofNumber.test(text);

/** Above a list, an album says that it is one: `Artist - Title`, an address, an MBID, a barcode. Anything else may be a heading. */
export const saysAlbum = (text: string): boolean =>
  /\S\s+[-–—]\s+\S/.test(text) ||
  /^\s*(?:https?:\S+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\d[\d -]{6,}\d)\s*$/i.test(text);

/** Why such a line is no row of the list. */
export const itStandsAbove = "it stands above the list";
