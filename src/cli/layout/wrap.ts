import { widthOf } from "./text.ts";

/**
 * Word wrap with a hanging indent: lines of at most `width` columns, broken at spaces. What goes on hangs under the words of the first
 * line, behind its labels. A word longer than a line stays whole if it is ASCII: an address must stay one that can be opened.
 * @param hang columns of the indent, if not that of the line itself
 * @param breaksWords whether long words are broken all the same, as in a column of a table
 */
export function wrap(
  text: string,
  width: number,
  { hang = hangOf(text, width), breaksWords = false } = {},
): string {
  if (text.length * 2 <= width || widthOf(text) <= width) return text;
  const lines: string[] = [];
  let line = "";
  for (const [, space = "", word = ""] of text.matchAll(/(\s*)(\S+)/g)) {
    if (line !== "" && widthOf(line) + widthOf(space) + widthOf(word) > width) {
      lines.push(line);
      line = " ".repeat(hang);
    } else {
      line += space;
    }
    const room = { first: width - widthOf(line), next: width - hang };
    const staysWhole = !breaksWords && /^[!-~\u001b]*$/.test(word);
    const pieces = staysWhole ? [word] : breakWord(word, room);
    line += pieces[0]!;
    for (const piece of pieces.slice(1)) {
      lines.push(line);
      line = " ".repeat(hang) + piece;
    }
  }
  return [...lines, line].join("\n");
}

/** Each line of a text by itself; without a width they stay as they are. */
export function wrapLines(text: string, width: number | undefined): string {
  if (width === undefined || text.length * 2 <= width) return text;
  return text
    .split("\n")
    .map((line) => wrap(line, width))
    .join("\n");
}

/** Where the words of a line begin: behind labels that two spaces set apart, else a little behind the line's own beginning. */
function hangOf(text: string, width: number): number {
  const most = Math.min(width / 2, 30);
  const gaps = [...text.matchAll(/(?<=\S)\s{2,}(?=\S)/g)];
  const ends = gaps.map(({ index, 0: gap }) => widthOf(text.slice(0, index) + gap));
  const behindLabels = ends.filter((end) => end <= most).pop();
  return behindLabels ?? Math.min(widthOf(/^\s*/.exec(text)![0]) + 2, Math.floor(most));
}

/** Pieces of a word, each of at most so many columns: scripts without spaces break anywhere. */
function breakWord(word: string, room: { first: number; next: number }): string[] {
  const pieces = [""];
  for (const character of word) {
    const piece = pieces.at(-1)!;
    const most = pieces.length === 1 ? room.first : room.next;
    if (piece !== "" && widthOf(piece + character) > most) pieces.push(character);
    else pieces[pieces.length - 1] = piece + character;
  }
  return pieces;
}
