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
export const isComment = (text: string): boolean => /^\s*(?:#+|\/\/|<!--.*-->)(?:\s|$)/.test(text);

/** A line that somebody drew: `-----`, `+---+---+`, `==== ====`, `* * *`. Titles of signs are shorter, or have others. */
export const isDrawn = (text: string): boolean =>
  /^[\s|+:=_*~>-]*(?:-{3}|={3}|_{3}|~{3}|\*\s?\*\s?\*)[\s|+:=_*~-]*$|^\s*(?:--|[>\s]*>)\s*$/.test(
    text.slice(0, 1000),
  );

/** One that holds something. */
export interface FilledLine extends TextLine {
  /** The first of all, or below a blank one, or one that is drawn. */
  beginsBlock: boolean;
  /** As it was written, where that is several lines. */
  raw?: string;
}

/** Lines that hold something, of a list whose rows are lines. @throws UserError for one longer than 1 MB. */
export async function* linesOf(pieces: AsyncIterable<string>, name: string): AsyncGenerator<FilledLine> {
  const tooLong = (number: number): UserError =>
    new UserError(`${name}, line ${number}: it is longer than 1 MB`, {
      hint: "that is no list, a line an album; --as csv|tsv|json says what it is",
    });
  let beginsBlock = true;
  for await (const line of eachLine(pieces, tooLong)) {
    const isFilled = !isBlank(line.text);
    if (isFilled) yield { ...line, beginsBlock };
    beginsBlock = !isFilled || isDrawn(line.text);
  }
}

/** So many of the first lines show how a list is written. */
export const shown = { lines: 300, letters: 500 };

/** The first lines of a text that hold something, long ones cut. */
export function shownLines(head: string): FilledLine[] {
  const all = head.split(/\r\n|\n|\r/, shown.lines).map((text) => text.slice(0, shown.letters));
  const filled = all.map((text, at) => ({
    number: at + 1,
    text,
    end: "\n",
    beginsBlock: isBlank(all[at - 1] ?? "") || isDrawn(all[at - 1]!),
  }));
  return filled.filter(({ text }) => !isBlank(text));
}

/** Above a list, an album says that it is one: `Artist - Title`, an address, an MBID, a barcode. Anything else may be a heading. */
export const saysAlbum = (text: string): boolean =>
  /\S\s+[-–—]\s+\S/.test(text) ||
  /^\s*(?:https?:\S+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\d[\d -]{6,}\d)\s*$/i.test(text);

/** Why such a line is no row of the list. */
export const itStandsAbove = "it stands above the list";
