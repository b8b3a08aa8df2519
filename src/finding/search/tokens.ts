import { foldForFinding } from "../query/fold-text.ts";

/**
 * Tokeniser. Text as the words that an index keeps, and that a search asks for: without case and diacritics; a script without spaces by
 * bigrams, so that any part of it is found; a title of signs alone (`+`, `÷`) by their numbers.
 */
export interface IndexToken {
  /** Bigrams of one run stand in order: a phrase. */
  words: string[];
  isRun: boolean;
}

const scripts =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}ー々〆";
const pieces = /[\p{L}\p{M}\p{N}ー々〆]+/gu;
const asciiPieces = /[a-z0-9]+/g;
/** `AKB48の` is two. */
const parts = new RegExp(`[${scripts}]+|[^${scripts}]+`, "gu");
const beginsRun = new RegExp(`^[${scripts}]`, "u");

export const indexTokensOf = (text: string): IndexToken[] => tokensOfFolded(foldForFinding(text));

/** The same of a text that is folded already. `withSigns`: what has no word has its signs for words. */
export function tokensOfFolded(folded: string, { withSigns = true } = {}): IndexToken[] {
  // Nearly every text; half the time of the first reading of a library went into looking for scripts in it.
  if (isAscii(folded)) {
    const words = folded.replace(/(?<=[a-z])'(?=[a-z])/g, "").match(asciiPieces); // don't, dont
    return words ? words.map(wordOf) : withSigns ? signsOf(folded) : [];
  }
  const found = folded.replace(/(?<=\p{L})'(?=\p{L})/gu, "").match(pieces);
  if (found) return found.flatMap((piece) => (piece.match(parts) ?? []).map(tokenOf));
  return withSigns ? signsOf(folded) : [];
}

const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

const wordOf = (word: string): IndexToken => ({ words: [word], isRun: false });

const tokenOf = (part: string): IndexToken =>
  beginsRun.test(part) ? { words: bigramsOf(part), isRun: true } : wordOf(part);

const signsOf = (folded: string): IndexToken[] =>
  [...folded.replace(/\s/g, "")].map((sign) => wordOf(`sign${sign.codePointAt(0)!.toString(16)}`));

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
    const own = indexTokensOf(text).flatMap(({ words: each, isRun }) =>
      isRun ? [...each, [...each.at(-1)!].at(-1)!] : each,
    );
    return [...own, ...joinedOf(text)];
  });
  return words.join(" ");
}

/** What whole titles begin with, whole other names begin with, and their words are joined by: private letters, which no word has. */
const [titleMark, nameMark, joint] = ["\ue001", "\ue002", "\ue000"];
/** Of a title that is longer only so much is its whole. */
const longestWhole = 200;

const wholeOf = (mark: string, text: string): string =>
  mark +
  indexTokensOf(text)
    .flatMap(({ words }) => words)
    .join(joint)
    .slice(0, longestWhole);

/** A title and other names as one word each: what is called just that is found at once, however many begin with it. */
export const indexedWhole = (title: string, names: string[]): string =>
  [wholeOf(titleMark, title), ...names.map((name) => wholeOf(nameMark, name))].join(" ");

/** What finds the items whose whole title these words are; then those of which they are another name. */
export const wholeMatchesOf = (text: string): string[] =>
  [titleMark, nameMark].map((mark) => `whole : "${wholeOf(mark, text)}"`);

const joiners = /[./\-$!*]/;
const joinedWords = /[\p{L}\p{N}]+(?:[./\-$!*][\p{L}\p{N}]+)+/gu;

function joinedOf(text: string): string[] {
  if (!joiners.test(text)) return [];
  const joined = foldForFinding(text).match(joinedWords) ?? [];
  return joined.map((word) => word.replace(/[./\-$!*]/g, ""));
}

/**
 * The words of a search in FTS5's language: all must be there, in any order; the last may be a beginning. Undefined for none.
 */
export function matchOf(text: string): string | undefined {
  const tokens = indexTokensOf(text);
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
