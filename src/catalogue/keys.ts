import { readArtistWords, unsorted, type ArtistWords } from "../matching/artists/compare-artists.ts";
import { foldName } from "../matching/text/fold.ts";
import { readPhrase, type Phrase } from "../matching/text/phrase.ts";
import { takeApart } from "../matching/titles/title.ts";

/**
 * Blocking keys: what the resolver takes for the same title or name has a key in common. 52 bits of a hash, so that it fits
 * into a number; two texts that share one by chance are told apart by the resolver.
 */
export function hashOfKey(text: string): number {
  let [low, high] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
    high ^= high >>> 13;
  }
  low ^= low >>> 15;
  high = Math.imul(high ^ low, 0xc2b2ae35);
  return ((high >>> 12) & 0xfffff) * 0x1_0000_0000 + (low >>> 0);
}

/** Without spaces (Re-Load, Reload), with numbers in one form (II, 2, Two), and with umlauts spelled out. */
const formsOf = ({ folds, squashed, counted }: Phrase): string[] => [
  squashed,
  counted,
  ...folds.slice(1).map((fold) => fold.replaceAll(" ", "")),
];

/** Most phrases are the same one, and most of its forms too: each is hashed once. */
function hashesOf(phrases: Phrase[]): Set<number> {
  const forms = new Set([...new Set(phrases)].flatMap(formsOf));
  return new Set([...forms].map(hashOfKey));
}

/** Of a title as it is, without what its edition is called, and without a note or subtitle. */
export function titleKeys(title: string): Set<number> {
  const { whole, core, base } = takeApart(title);
  return hashesOf([whole, core, base]);
}

/** Of a name as it is stored. "Beatles, The" and "Dylan, Bob" are turned round. */
export const nameKeys = (name: string): Set<number> =>
  hashesOf([...new Set([name, unsorted(name)])].map((each) => readPhrase(each, foldName)));

/** Of a name that was typed: the whole, each of "A & B", and the one before "feat." or "and the …". */
export function typedNameKeys(name: string): Set<number> {
  const phrases = ({ whole, parts, leader, withoutGuests }: ArtistWords): Phrase[] => [
    whole,
    ...parts,
    ...(leader ? [leader] : []),
    ...(withoutGuests ? phrases(withoutGuests) : []),
  ];
  const read = readArtistWords(name);
  return new Set([...phrases(read).flatMap(formsOf).map(hashOfKey), ...nameKeys(name)]);
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** Index terms: the folded words; where words are not parted by spaces, every two letters that stand side by side. */
export function indexWords(texts: string[], fold: (text: string) => string): string {
  const words = texts.flatMap((text) => fold(text).split(" ")).flatMap(termsOf);
  return [...new Set(words)].join(" ");
}

export function termsOf(word: string): string[] {
  if (!unspaced.test(word)) return /[\p{L}\p{N}]/u.test(word) ? [word] : [];
  const letters = [...word];
  return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => letters[at]! + letter);
}

/** Symmetric deletion: two words one or two edits apart have a form in common. Of the first letters only. */
export function deletionForms(word: string): string[] {
  const start = [...word].slice(0, 8);
  const without = (letters: string[]): string[][] => letters.map((_, at) => letters.toSpliced(at, 1));
  const once = start.length < 4 ? [] : without(start);
  return [...new Set([start, ...once].map((letters) => letters.join("")))];
}
