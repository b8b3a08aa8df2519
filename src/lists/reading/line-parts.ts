import { fieldOf } from "./fields.ts";

/** What the parts of a line stand between, and how many there are, where nearly all lines have the same. */
export interface LineParting {
  between: RegExp;
  parts: number;
}

/** The first lines that show it, and so many at the least: a comma or a colon is in many a title. */
const seen = 10;
const partings: { between: RegExp; least: number }[] = [
  { between: /\s*;\s+/, least: 2 },
  { between: /\s+[|｜•·~〜／/]\s+/, least: 3 },
  { between: /(?<=\S)\s*[:：]\s+/, least: 3 },
  { between: /\s*,\s*/, least: 3 },
];

/** So many of the first lines have them: one artist in ten has a comma of his own. */
const nearlyAll = 0.75;

/**
 * Delimiter detection: what parts artist and title (and year) in nearly all of the first lines (`Artist; Title; 1976`, `Artist: Title`);
 * undefined where they have dashes, or differ. Nothing is lost where it was part of a title: the whole line is asked for as well.
 */
export function partingOf(all: string[]): LineParting | undefined {
  const lines = all.slice(0, seen);
  const hasDashes = lines.some((line) => /\s[-–—]\s/.test(line));
  const found = partings
    .filter(({ least }) => least < 3 || !hasDashes)
    .flatMap(({ between, least }) => {
      const alike = [2, 3].map((parts) => ({
        between,
        parts,
        lines: lines.filter((line) => partsOf(line, between)?.length === parts),
      }));
      return alike.filter(
        (each) => each.lines.length >= Math.max(least, lines.length * nearlyAll) && !areLabelled(each),
      );
    });
  return found[0];
}

/** `barcode: 0746…` says which it is. */
const areLabelled = ({ between, lines }: { between: RegExp; lines: string[] }): boolean =>
  lines.every((line) => fieldOf(line.split(between)[0]!) !== undefined);

/** Undefined where one of them is empty. */
function partsOf(line: string, between: RegExp): string[] | undefined {
  const parts = line.split(between).map((part) => part.trim());
  return parts.includes("") ? undefined : parts;
}

/** The line with dashes between its parts, which lose their quotes; one that has more or fewer stays whole. */
export function withDashes(text: string, { between, parts }: LineParting): string {
  const own = partsOf(text, between);
  return own?.length === parts ? own.map((part) => part.replace(/^"([^"]+)"$/, "$1")).join(" - ") : text;
}
