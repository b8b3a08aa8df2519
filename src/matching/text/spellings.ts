import { bareLetters, normaliseText, spellOutUmlauts } from "./letters.ts";
import { numbersOfWords, spellNumber } from "./numbers.ts";

/** What stands between two spaces, and everything else it may be written as. */
export interface Spellings {
  /** Its words in order ("ac", "dc"), each with its own other spellings: all of them are needed … */
  parts: string[][];
  /** … or one of these: as it was typed, as one word, by other customs. */
  whole: string[];
}

/** Beyond this many pieces the rest of a title is not asked for: nothing is told apart by it any more. */
const mostPieces = 24;

/**
 * Query expansion. The pieces of a title or name in order, with the spellings that the resolver takes for equal: numbers
 * as digits, words and Roman numerals, "and" as "&" and "n", umlauts spelled out, signs among letters, words joined or
 * parted by punctuation. All are lower-case words without spaces.
 */
export function spellingsOf(text: string): Spellings[] {
  const pieces = normaliseText(text)
    .replace(/(?<=\p{L})\s?'n(?:'\s?|\s)(?=\p{L})|(?<=\p{L}\s)n'\s(?=\p{L})/gu, " n ")
    .split(" ")
    .slice(0, mostPieces);
  const words = pieces.map(wordsOfPiece);
  const numbers = numbersOfWords(words.flat());
  let at = 0;
  return pieces.flatMap((piece, index) => {
    // A sign that is all there is means itself.
    const others = (word: string): string[] => (pieces.length > 1 ? (sameWords.get(word) ?? []) : []);
    const parts = words[index]!.map((word) =>
      unique([word, ...otherNumbers(numbers[at++]!), ...others(word)]),
    );
    const whole = unique([piece, words[index]!.join(""), ...umlautsOf(piece)]);
    return piece === ""
      ? []
      : [{ parts, whole: parts.length === 1 ? unique([...parts[0]!, ...whole]) : whole }];
  });
}

/** Neighbours written as one: "weekend" for "week end", "rocknroll" for "rock and roll". None for long titles. */
export function joinedWords(spellings: Spellings[]): string[] {
  const words = spellings.flatMap(({ parts }) => parts.map((part) => part[0]!));
  if (words.length > 6 || words.length < 2) return [];
  const pairs = words.slice(1).map((word, at) => words[at]! + word);
  const aroundAnd = words
    .slice(2)
    .flatMap((word, at) =>
      ands.has(words[at + 1]!) ? [`${words[at]}n${word}`, `${words[at]}'n'${word}`] : [],
    );
  // The index keeps "No. 5", "Vol.2" and "blink-182" as one word.
  const counted = words
    .slice(1)
    .flatMap((word, at) => (/^\d/.test(word) ? [`${words[at]}.${word}`, `${words[at]}-${word}`] : []));
  return unique([...counted, ...pairs, ...aroundAnd, ...(words.length > 2 ? [words.join("")] : [])]);
}

/** A word parted in two, "week end" for "weekend": where it may have been parted is not known, so anywhere. */
export function partedWords(word: string): string[] {
  const letters = [...word];
  if (letters.length < 6 || letters.length > 14 || /\d/.test(word)) return [];
  return letters
    .slice(3, -2)
    .map((_, at) => `${letters.slice(0, at + 3).join("")} ${letters.slice(at + 3).join("")}`);
}

const ands = new Set(["and", "n", "&", "+"]);

/** Small words, which some leave out or write otherwise. */
const sameWords = new Map(
  Object.entries({
    and: ["n"],
    n: ["and"],
    "&": ["and", "n"],
    "+": ["and"],
    volume: ["vol"],
    vol: ["volume"],
    part: ["pt"],
    pt: ["part"],
    no: ["nr", "number"],
    nos: ["no"],
    ost: ["soundtrack"],
  }),
);

/** "AC/DC" is two words, "N.W.A" one; signs alone are themselves. */
function wordsOfPiece(piece: string): string[] {
  const bare = lettersForSigns(bareLetters(piece));
  if (/^(?:\p{L}\.)+\p{L}?\.?$/u.test(bare)) return [bare.replaceAll(".", "")];
  const words = bare.replaceAll("'", "").match(/[\p{L}\p{M}\p{N}]+/gu);
  return words ?? [piece];
}

/** "für" as "fuer", and the reverse. */
function umlautsOf(piece: string): string[] {
  const closed = piece.replace(/([aou])e/g, "$1");
  return [
    ...(spellOutUmlauts(piece)?.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []),
    ...(closed === piece ? [] : [closed]),
  ];
}

const lettersForSigns = (text: string): string =>
  text
    .replace(/(?<=\p{L})\$+|\$+(?=\p{L})/gu, (signs) => "s".repeat(signs.length))
    .replace(/(?<=\p{L})!(?=\p{L})/gu, "i")
    .replace(/(?<=\p{L})@(?=\p{L})/gu, "a");

const otherNumbers = (numbers: { value: number }[]): string[] =>
  numbers.length === 1 ? spellNumber(numbers[0]!.value) : [];

const unique = (words: string[]): string[] => [...new Set(words.filter((word) => word !== ""))];
