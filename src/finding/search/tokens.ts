import { foldForFinding } from "../query/fold-text.ts";

/**
 * Tokeniser. Text as the words that an index keeps, and that a search asks for: without case and diacritics; a script without spaces by
 * bigrams, so that any part of it is found; a title of signs alone (`+`, `÷`) by their numbers.
 */
export interface Token {
  /** Bigrams of one run stand in order: a phrase. */
  words: string[];
  isRun: boolean;
}

const runOf =
  "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}ー々〆]+";
const pieces = new RegExp(`(${runOf})|[\\p{L}\\p{M}\\p{N}]+`, "gu");

export function tokensOf(text: string): Token[] {
  const folded = foldForFinding(text).replace(/(?<=\p{L})'(?=\p{L})/gu, ""); // don't, dont
  const found = [...folded.matchAll(pieces)].flatMap(([piece]) => splitRuns(piece));
  if (found.length > 0) return found;
  const signs = [...folded.replace(/\s/g, "")].map((sign) => `sign${sign.codePointAt(0)!.toString(16)}`);
  return signs.map((sign) => ({ words: [sign], isRun: false }));
}

/** `AKB48の` is two. */
function splitRuns(piece: string): Token[] {
  const parts = piece.match(new RegExp(`${runOf}|(?:(?!${runOf}).)+`, "gsu")) ?? [];
  return parts.map((part) =>
    new RegExp(`^${runOf}$`, "u").test(part)
      ? { words: bigramsOf(part), isRun: true }
      : { words: [part], isRun: false },
  );
}

/** All pairs of neighbours; of one letter itself. */
function bigramsOf(run: string): string[] {
  const letters = [...run];
  if (letters.length === 1) return letters;
  return letters.slice(1).map((letter, at) => letters[at]! + letter);
}

/** What the index keeps of a text. Words that hang together are kept as one as well: AC/DC, R.E.M. */
export function indexedText(...texts: (string | null)[]): string {
  const words = texts.flatMap((text) => {
    if (text === null) return [];
    // The last letter begins no pair: alone it must be found, too.
    const own = tokensOf(text).flatMap(({ words: each, isRun }) =>
      isRun ? [...each, [...each.at(-1)!].at(-1)!] : each,
    );
    return [...own, ...joinedOf(text)];
  });
  return words.join(" ");
}

const joinedOf = (text: string): string[] =>
  (foldForFinding(text).match(/[\p{L}\p{N}]+(?:[./\-$!*][\p{L}\p{N}]+)+/gu) ?? []).map((word) =>
    word.replace(/[./\-$!*]/g, ""),
  );

/**
 * The words of a search in FTS5's language: all must be there, in any order; the last may be a beginning. Undefined for none.
 */
export function matchOf(text: string): string | undefined {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return undefined;
  const last = tokens.length - 1;
  return tokens
    .map(({ words, isRun }, at) => {
      const isBeginning = isRun
        ? words[0]!.length === [...words[0]!][0]!.length
        : at === last && words[0]!.length > 1;
      return `"${words.join(" ")}"${isBeginning ? "*" : ""}`;
    })
    .join(" AND ");
}
