import { bareLetters, normaliseText } from "./letters.ts";

/**
 * Normalisation. The key under which equal titles are found: case, accents, ligatures, punctuation, spaces, a leading "The" and
 * the ways to write "and" don't count. Never "" for a title that shows something. Keys are stored: a change here
 * needs a migration.
 */
export const foldTitle = remembered((text) => foldWords(text, " "));

/** The same for artists. A slash joins rather than parts: AC/DC is ACDC. */
export const foldName = remembered((text) => foldWords(text, ""));

/** Memoised: one decision asks for the same few texts again and again. Bounded, and emptied when full. */
function remembered(fold: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let folded = known.get(text);
    if (folded === undefined) {
      if (known.size >= 2000) known.clear();
      known.set(text, (folded = fold(text)));
    }
    return folded;
  };
}

function foldWords(text: string, slash: " " | ""): string {
  const plain = normaliseText(text);
  if (/^[a-z0-9 ]+$/.test(plain)) return keyOfWords(plain.split(" "));
  const bare = bareLetters(articleFirst(plain));
  if (!/[\p{L}\p{N}]/u.test(bare)) return symbolsOf(plain) || text.trim();
  const spelled = joinAcronyms(andForAnd(lettersForSigns(bare)))
    .replace(/(?<=[\p{L}\p{N}])[/\\](?=[\p{L}\p{N}])/gu, slash)
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, "") // 10,000 Days
    .replaceAll("'", "");
  const words = spelled.match(/[\p{L}\p{M}\p{N}]+|[+=÷±∞√]/gu) ?? [];
  return keyOfWords(words);
}

const keyOfWords = (words: string[]): string => withoutLeadingThe(words.map(andForN)).join(" ");

/** "+" and "!!!" are all there is: keep every sign. */
const symbolsOf = (plain: string): string => plain.replaceAll(" ", "");

const movedArticle = /^(.+), ?(the|a|an|le|la|les|los|las|el|il|lo|gli|der|die|das)$/u;

/** "Beatles, The" as "The Beatles". */
const articleFirst = (plain: string): string => plain.replace(movedArticle, "$2 $1");

/** A$AP, Ke$ha, P!nk. */
const lettersForSigns = (text: string): string =>
  text
    .replace(/(?<=[a-z])\$+|\$+(?=[a-z])/g, (signs) => "s".repeat(signs.length))
    .replace(/(?<=[a-z])!(?=[a-z])/g, "i")
    .replace(/(?<=[a-z])@(?=[a-z])/g, "a");

/** "&", "+" between words, "'n'" and "N'". */
const andForAnd = (text: string): string =>
  text
    .replace(/ ?'n' ?|(?<=[\p{L}\p{N}] )(?:n'|'n)(?= )/gu, " and ")
    .replaceAll("&", " and ")
    .replace(/(?<=\p{L} ?)\+(?= ?\p{L})/gu, " and ");

const andForN = (word: string, index: number, words: string[]): string =>
  word === "n" && index > 0 && index < words.length - 1 ? "and" : word;

/** R.E.M. is REM. */
const joinAcronyms = (text: string): string =>
  text.replace(
    /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}(?:\p{L}(?![\p{L}\p{N}]))?/gu,
    (acronym) => acronym.replaceAll(".", "") + " ",
  );

const withoutLeadingThe = (words: string[]): string[] =>
  words[0] === "the" && words.length > 1 ? words.slice(1) : words;
