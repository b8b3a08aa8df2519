import type { AlbumCandidate } from "../candidate.ts";
import { isSmall } from "../text/align-words.ts";
import { foldTitle } from "../text/fold.ts";
import { bareLetters } from "../text/letters.ts";
import { numbersOfWords, spellNumber } from "../text/numbers.ts";
import { isSelfTitled } from "../titles/self-titled.ts";

/**
 * Blocking: may this candidate be one of these titles at all? A search brings a hundred, most of them for one common word or
 * the artist alone; what shares no piece of a word with what was asked is spared the careful comparison.
 */
export function createFragmentFilter(titles: string[]): (candidate: AlbumCandidate) => boolean {
  if (titles.some(saysNothing)) return () => true;
  const fragments = new Set(titles.flatMap(fragmentsOf));
  return (candidate) => {
    const text = textOf(candidate);
    for (const fragment of fragments) if (text.includes(fragment)) return true;
    return false;
  };
}

/** "s/t" and "Split" name the artist; signs may stand for any others that look like them. */
const saysNothing = (title: string): boolean =>
  isSelfTitled(title) ||
  /^\W*split\b/i.test(title) ||
  title.replace(/[^\p{L}\p{N}]/gu, "").length * 2 <= title.length;

/** Of long words the beginning, middle and end, so that a slip leaves some; of numbers every spelling. */
function fragmentsOf(title: string): string[] {
  const words = foldTitle(title).split(" ");
  const numbers = numbersOfWords(words);
  const weighty = words.some((word) => !isSmall(word));
  return words.flatMap((word, at) => {
    if (numbers[at]!.length > 0) return numbers[at]!.flatMap(({ value }) => spellNumber(value));
    if (weighty && isSmall(word)) return [];
    const middle = Math.floor(word.length / 2) - 1;
    const parts = [word.slice(0, 3), word.slice(-3)];
    return word.length > 6 ? [...parts, word.slice(middle, middle + 3)] : [...parts, ` ${word.slice(0, 2)}`];
  });
}

function textOf({ title, aliases, editionTitles, disambiguation }: AlbumCandidate): string {
  const text = [title, ...aliases, ...(editionTitles ?? []), disambiguation ?? ""].join(" ").toLowerCase();
  // Of titles in another script nothing can be said by sight; and signs fold to letters in many ways.
  const isPlain = /^[\x20-\x7e’‐]*$/.test(text) && !/[$!@|]/.test(text);
  const folded = isPlain
    ? ""
    : [bareLetters(text), ...[title, ...aliases, ...(editionTitles ?? [])].map(foldTitle)].join(" ");
  return ` ${text.replace(/['’‐.-]/g, "")} ${text.replace(/[^a-z0-9]+/g, " ")} ${text} ${folded}`;
}
