import { isBlank } from "../../plain-text.ts";
import { fieldOf } from "./fields.ts";
import { isComment } from "./lines.ts";

/** What the parts of a line stand between, where all lines have the same. */
export type LineParting = RegExp;

/** The first lines that show it, and so many at the least: a comma or a colon is in many a title. */
const [seen, longest] = [10, 500];
const partings: { between: RegExp; least: number }[] = [
  { between: /\s*;\s+/, least: 2 },
  { between: /\s+[|｜•·~〜／/]\s+/, least: 3 },
  { between: /(?<=\S)\s*[:：]\s+/, least: 3 },
  { between: /\s*,\s*/, least: 3 },
];

/**
 * Delimiter detection: what parts artist and title (and year) in all of the first lines (`Artist; Title; 1976`, `Artist: Title`); undefined
 * where they have dashes, or differ. Nothing is lost where it was part of a title: the whole line is asked for as well.
 */
export function partingOf(head: string): LineParting | undefined {
  const lines = head
    .split(/\r\n|\n|\r/)
    .filter((line) => !isBlank(line) && !isComment(line))
    .slice(0, seen)
    .map((line) => line.slice(0, longest));
  return partings.find(({ between, least }) => {
    const parts = lines.map((line) => line.split(between));
    const [{ length = 0 } = []] = parts;
    const isAlike = parts.every((each) => each.length === length && each.every((part) => part.trim() !== ""));
    const isLabelled = parts.every(([label = ""]) => fieldOf(label) !== undefined); // `barcode: 0746…`
    const isFree = least < 3 || !lines.some((line) => /\s[-–—]\s/.test(line));
    return lines.length >= least && (length === 2 || length === 3) && isAlike && isFree && !isLabelled;
  })?.between;
}

/** The line with dashes between its parts, which lose their quotes. */
export const withDashes = (text: string, parting: LineParting): string =>
  text
    .split(parting)
    .map((part) => part.trim().replace(/^"([^"]+)"$/, "$1"))
    .join(" - ");
