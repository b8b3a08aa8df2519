import type { TextLine } from "./lines.ts";
import { cellsOfLine, scanLine, withoutStrayQuote } from "./stray-quote.ts";
import { longestField } from "./text.ts";

/** The text of one row of CSV, which may be several lines. */
export interface RowText {
  /** On which it begins, from 1. */
  line: number;
  /** As it was written. */
  raw: string;
  /** What is to be parsed: every quote in it that opens is closed. */
  text: string;
  /** A quote that begins in it is never closed: it was taken for a sign of the text. */
  isStray: boolean;
}

/** A cell of more lines is none: notes and reviews have some, a quote that is never closed has all that follow. */
const mostLines = 1000;

/**
 * Error recovery. Lines to rows: a quoted cell may span lines, and one quote that is never closed costs no other row: it is a sign of its line, and
 * the next line begins a row. So it is too where the quote of a later row closes it by chance, and the cells show it: lines that are whole rows by
 * themselves, and none together, are rows.
 * @param columns How many cells a row has; undefined until the header was read.
 */
export async function* rowsOfLines(
  lines: AsyncGenerator<TextLine>,
  about: { separator: string; columns: () => number | undefined },
): AsyncGenerator<RowText> {
  const coming = lookahead(lines);
  try {
    for (let line = await coming.next(); line; line = await coming.next()) {
      const text = line.text.replace(/^\ufeff/, ""); // of a file that was put behind another
      if (text !== "") yield await rowFrom({ ...line, text }, coming, about);
    }
  } finally {
    await lines.return(undefined); // nobody reads on: the file is closed
  }
}

async function rowFrom(
  line: TextLine,
  coming: Lookahead,
  { separator, columns }: { separator: string; columns: () => number | undefined },
): Promise<RowText> {
  const { number, text } = line;
  const alone = { line: number, raw: text };
  if (!text.includes('"') || scanLine(text, separator).openAt === undefined)
    return { ...alone, text, isStray: false };
  const { spanned, isClosed } = await span(line, coming, separator);
  const whole = joined(spanned);
  if (isClosed && !holdsRows(spanned, separator, columns()))
    return { line: number, raw: whole, text: whole, isStray: false };
  coming.putBack(spanned.slice(1));
  return { ...alone, text: withoutStrayQuote(text, separator), isStray: true };
}

/** Lines from one that opens a quote to the one that ends the row; not closed where none does, within bounds. */
async function span(
  first: TextLine,
  coming: Lookahead,
  separator: string,
): Promise<{ spanned: TextLine[]; isClosed: boolean }> {
  const spanned = [first];
  let size = first.text.length;
  while (spanned.length < mostLines && size < longestField) {
    const line = await coming.next();
    if (!line) break;
    spanned.push(line);
    size += line.text.length;
    const { openAt, isTorn } = scanLine(line.text, separator, true);
    if (isTorn) break;
    if (openAt === undefined) return { spanned, isClosed: size <= longestField };
  }
  return { spanned, isClosed: false };
}

/**
 * Are these lines rows of their own? Not where they are a whole row together, as a program writes one. Two that are whole by chance are no
 * proof where a row has two cells: a comma in a title makes them.
 */
function holdsRows(spanned: TextLine[], separator: string, columns: number | undefined): boolean {
  if (columns === undefined || columns < 2) return false;
  const together = scanLine(joined(spanned), separator).separators + 1;
  if (together === columns) return false;
  const filled = spanned.filter(({ text }) => text !== "");
  const isRow = ({ text }: TextLine): boolean => cellsOfLine(text, separator) === columns;
  if (filled.every(isRow)) return columns > 2 || filled.length > 2;
  return together > columns && filled.slice(1).some(isRow);
}

const joined = (lines: TextLine[]): string =>
  lines.map(({ text, end }, at) => (at < lines.length - 1 ? text + end : text)).join("");

/** Lines of which some may be put back: they come again first. */
interface Lookahead {
  next(): Promise<TextLine | undefined>;
  putBack(lines: TextLine[]): void;
}

function lookahead(lines: AsyncIterator<TextLine>): Lookahead {
  const again: TextLine[] = [];
  return {
    async next() {
      const back = again.pop();
      if (back) return back;
      const { value, done } = await lines.next();
      return done ? undefined : (value as TextLine);
    },
    putBack: (some) => void again.push(...some.toReversed()),
  };
}
