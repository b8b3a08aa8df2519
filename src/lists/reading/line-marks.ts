import { numbersOf, type LineNumbers } from "./line-numbers.ts";
import { partingOf, withDashes, type LineParting } from "./line-parts.ts";

/** What people and programs write around the albums of a list, a line each. */
export interface LineMarks {
  numbers: LineNumbers | undefined;
  parting: LineParting | undefined;
}

export function marksOf(head: string): LineMarks {
  const numbers = numbersOf(head);
  const bare = numbers ? head.replace(new RegExp(numbers.source, "gimu"), "") : head;
  return { numbers, parting: partingOf(bare) };
}

/** Is it a numbered line (`12. …`) of a list that has such? */
export const isNumberedLine = (text: string, { numbers }: LineMarks): boolean => numbers?.test(text) === true;

/** Media, in brackets behind a title; alone behind a dash they are the title. */
const mediumNote =
  /(?<![\s:;–—-])\s+[([](?:\d\s?x\s?)?(?:CDs?|\d?LPs?|vinyl|cassette|MC|DVD|SACD|FLAC|MP3|digital)[)\]]$/i;

/** Ticks, notes, arrows before what is said. */
const ticks = /^[✅❌✔✓✗✘☐☑☒→►▶▪■●○◦‣»>🎵🎶🎧💿📀\ufe0f]+\s+(?=[\p{L}\p{N}"“„«「『])/u;

/** What somebody gave it, behind an artist and a title. */
const rating =
  /(?<=\S\s+[-–—]\s+\S.*)\s*(?:\s[★☆⭐]{1,5}½?|\s\*{3,5}|[-–—([]?\s*\d{1,2}(?:[.,]\d)?\s?\/\s?(?:5|10|100)[)\]]?|\[\d{1,2}[.,]\d\])$/u;

/** A year that nobody knew, as programs write it. */
const noYear = /\s*(?:[-–—]\s*0000|\(0000?\)|\[0000?\])$/;

/** No album is called so; what looks for marks in a longer one would take long. */
const longest = 1000;

/** What a line says, without marks, numbers and what else stands around it. */
export function unmarked(text: string, { numbers, parting }: LineMarks): string {
  if (text.length > longest) return text;
  const bare = text
    .replace(/^\s*[-*•–—]\s+/, "")
    .replace(/^\s*\[[ x]\]\s+/i, "")
    .trim();
  const unnumbered = withoutMarkup(numbers ? bare.replace(numbers, "") : bare).replace(ticks, "");
  const parted = unnumbered.replace(/\t+/g, " - ");
  const whole = parting && parted === unnumbered ? withDashes(parted, parting) : parted;
  const told = whole.replace(rating, "").replace(noYear, "").replace(mediumNote, "");
  const [, inner] = /^"([^"]+\s[-–—]\s[^"]+)"$/.exec(told) ?? []; // a title of its own keeps its quotes
  return inner ?? told;
}

/** Emphasis and links of Markdown, and of forums, are no part of a name. */
const withoutMarkup = (text: string): string =>
  text
    .replace(/\[([^\]]+)\]\(https?:[^)\s]*\)/g, "$1")
    .replace(/\[(b|i|u|s|url|size|color)(?:=[^\]]*)?\](.*?)\[\/\1\]/gi, "$2")
    .replace(/(?<![\p{L}\p{N}*])(\*{1,3})(?=[^\s*])(.*?[^\s*])\1(?![\p{L}\p{N}*])/gu, "$2")
    .replace(/(?<![\p{L}\p{N}_])(_{1,2})(?=[^\s_])(.*?[^\s_])\1(?![\p{L}\p{N}_])/gu, "$2")
    .replace(/^(`|~~)(\S.*)\1$/, "$2");
