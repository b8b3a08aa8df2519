import { isDrawn, type FilledLine } from "./lines.ts";

/** What stands above a list and tells of it: properties of a note (YAML front matter), the head of a letter. */
export interface Preamble {
  /** The number of its last line; 0 where there is none. */
  lines: number;
  /** Below it stands a letter: its words are around the albums. */
  isOfLetter: boolean;
}

const ofLetters =
  /^(?:from|to|cc|bcc|subject|date|sent|reply-to|von|an|betreff|datum|gesendet|de|à|objet|envoyé)\s?:\s/i;

export function preambleOf(lines: FilledLine[]): Preamble {
  const properties = endOfProperties(lines);
  if (properties > 0) return { lines: properties, isOfLetter: false };
  const end = lines.findIndex((line, at) => at > 0 && line.beginsBlock);
  const top = lines.slice(0, end < 0 ? lines.length : end);
  const told = top.filter(({ text }) => ofLetters.test(text));
  const isOfLetter = told.length > 1 && ofLetters.test(top[0]!.text);
  return { lines: isOfLetter ? top.at(-1)!.number : 0, isOfLetter };
}

/** From a first line `---` to the next. */
function endOfProperties([first, ...rest]: FilledLine[]): number {
  if (first?.number !== 1 || first.text.replace(/^\ufeff/, "").trim() !== "---") return 0;
  const end = rest.findIndex(({ text }) => /^(?:---|\.\.\.)\s*$/.test(text));
  const inside = rest.slice(0, Math.max(end, 0));
  const isYaml = inside.every(
    ({ text }) => /^(?:[\w .-]+:(?:\s|$)|\s+\S|- |\s*#)/.test(text) && !isDrawn(text),
  );
  return end > 0 && isYaml ? rest[end]!.number : 0;
}
