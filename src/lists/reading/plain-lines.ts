import { itIsHeading, whyNoAlbum } from "./around.ts";
import type { ListEntry } from "./entry.ts";
import { createTakeNumber, mostAbove } from "./line-numbers.ts";
import { marksOf, unmarked, withoutBullet, type LineMarks } from "./line-marks.ts";
import {
  isComment,
  isDrawn,
  itStandsAbove,
  linesOf,
  saysAlbum,
  shownLines,
  type FilledLine,
} from "./lines.ts";
import { mendText } from "./mend.ts";
import { zeroByte, zerosShown, type ListText } from "./text.ts";
import { joinShown, joinSpread, spreadOf } from "./spread-lines.ts";
import { itIsTotal, readsAsTotalLine, type MaybeTotal } from "./totals.ts";

type Unnumbered = Omit<ListEntry, "number">;

const itIsOfLetter = "it is a line of the letter, and says no album";

type BareLine = FilledLine & {
  /** What it says without its bullet. */
  bare: string;
};

/** A line, and the one that comes next. */
interface Place {
  line: BareLine;
  next: BareLine | undefined;
}

/** Rows of a list in which each album is a line. Above a table, or above lines that are numbered, a line is one where it says so itself. */
export async function* entriesOfLines(
  { head, pieces }: Pick<ListText, "head" | "pieces">,
  name: string,
  { isAbove }: { isAbove: boolean },
): AsyncGenerator<MaybeTotal<Unnumbered>> {
  const first = shownLines(head);
  const spread = isAbove ? undefined : spreadOf(first);
  const marks = marksOf(spread ? joinShown(first, spread) : first);
  const takeNumber = createTakeNumber(marks.numbers);
  const isBelow = marks.hasTitle || (marks.numbers !== undefined && marks.numbers.above <= mostAbove);
  let hasBegun = !isAbove && !isBelow;
  const lines = linesOf(pieces, name);
  for await (const place of inPlace(spread ? joinSpread(lines, spread) : lines)) {
    const { number: line, text, bare } = place.line;
    if (isComment(text) || isDrawn(text)) continue;
    const taken = takeNumber(bare, place.next?.bare);
    hasBegun ||= taken !== undefined;
    const said = mendText(unmarked(taken ?? bare, marks));
    const isTotal = hasBegun && readsAsTotalLine(text);
    hasBegun ||= saysAlbum(said) && marks.hasTitle;
    const skip = text.includes("\0")
      ? zeroByte
      : whySkipped(said, { ...place, marks, hasBegun, isNumbered: taken !== undefined });
    const raw = zerosShown(place.line.raw ?? text);
    const words = skip !== undefined || said === "" ? {} : { text: said };
    const row = { line, raw, words, ...(skip !== undefined && { skip }) };
    yield {
      row,
      asTotal: isTotal ? { line, raw, words: {}, skip: itIsTotal } : undefined,
      isAlbum: !isTotal && skip === undefined,
    };
  }
}

const longest = 10_000;

async function* inPlace(lines: AsyncIterable<FilledLine>): AsyncGenerator<Place> {
  let line: BareLine | undefined;
  for await (const each of lines) {
    const next = { ...each, bare: each.text.length > longest ? each.text : withoutBullet(each.text) };
    if (line) yield { line, next };
    line = next;
  }
  if (line) yield { line, next: undefined };
}

interface Around extends Place {
  marks: LineMarks;
  hasBegun: boolean;
  isNumbered: boolean;
}

/** Why a line is no album: it stands above the list, or around what is one. */
function whySkipped(said: string, { line, next, marks, hasBegun, isNumbered }: Around): string | undefined {
  const { preamble, areAlbumsTold } = marks;
  if (line.number <= preamble.lines) return itStandsAbove;
  if (isNumbered) return undefined;
  const isTold = saysAlbum(said);
  if (!hasBegun && !isTold) return itStandsAbove;
  if (isTold) return undefined;
  const why = whyNoAlbum(line.text, { areAlbumsTold });
  if (why !== undefined) return why;
  if (next && isHeadingOf(line, next, marks)) return itIsHeading;
  return preamble.isOfLetter ? itIsOfLetter : undefined;
}

/** A line that says no album, above some that do, in a list whose blocks begin so; or one that is underlined. */
function isHeadingOf(line: BareLine, next: BareLine, marks: LineMarks): boolean {
  const { areAlbumsTold, haveHeadings, numbers } = marks;
  if (!line.beginsBlock || next.beginsBlock || !/\p{L}|\p{N}/u.test(line.text)) return false;
  if (isDrawn(next.text)) return areAlbumsTold;
  const isStart = numbers !== undefined && Number(numbers.pattern.exec(next.bare)?.[1]) === numbers.first;
  return isStart || (haveHeadings && saysAlbum(unmarked(next.bare, marks)));
}
