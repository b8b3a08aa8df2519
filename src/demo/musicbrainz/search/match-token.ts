import type { FieldKind } from "./fields.ts";
import { fold } from "./fold.ts";
import type { Pattern, Range } from "./query.ts";

export function isWithinRange(token: string, range: Range, kind: FieldKind): boolean {
  const compare = (end: string): number => {
    if (kind === "number") return Number(token) - Number(end);
    // A shorter end of a date range means the whole year or month.
    const [a, b] = kind === "date" ? [token.slice(0, end.length), end] : [token, fold(end)];
    return a < b ? -1 : Number(a > b);
  };
  const low = range.low === undefined ? 1 : compare(range.low);
  const high = range.high === undefined ? -1 : compare(range.high);
  return (low > 0 || (low === 0 && range.withLow)) && (high < 0 || (high === 0 && range.withHigh));
}

export function patternOf(pattern: Pattern): RegExp {
  if (pattern.kind === "regex") return new RegExp(`^(?:${pattern.source})$`, "u");
  const source = pattern.pieces.map((piece, index) => {
    if (index % 2 === 1) return piece === "*" ? "[^]*" : "[^]";
    return fold(piece).replace(/[^\p{L}\p{N}\p{M}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
  });
  return new RegExp(`^${source.join("")}$`, "u");
}

/** Lucene expands a fuzzy word to this many tokens of the index. */
const mostExpansions = 50;

/**
 * The tokens within an edit distance, nearest first. `similarity` from 1 up is a number of edits, at most 2; below 1 a
 * share of the length, as of old. `likeness` is what a hit of that token is worth, from 0 to 1.
 */
export function near(
  wanted: string,
  similarity: number,
  tokens: Iterable<string>,
): { token: string; likeness: number }[] {
  const edits = Math.min(2, similarity >= 1 ? similarity : Math.floor((1 - similarity) * wanted.length));
  const found: { token: string; likeness: number }[] = [];
  for (const token of tokens) {
    if (Math.abs(token.length - wanted.length) > edits) continue;
    const distance = editsBetween(token, wanted);
    if (distance > edits) continue;
    found.push({ token, likeness: 1 - distance / Math.max(1, Math.min(token.length, wanted.length)) });
  }
  return found.sort((a, b) => b.likeness - a.likeness).slice(0, mostExpansions);
}

/** Edit distance in which neighbours that changed places are one edit. */
function editsBetween(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : replaced;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
