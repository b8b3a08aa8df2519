/** Ways to write a title differently or wrongly, always the same for the same words. */

/** One slip of the hand in the longest word; undefined if all are short. */
export function misspell(text: string, index: number): string | undefined {
  const [longest] = [...text.matchAll(/[a-z]{5,}/gi)].sort((a, b) => b[0].length - a[0].length);
  if (!longest) return undefined;
  const word = longest[0];
  const at = 1 + (index % (word.length - 3));
  const slips = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word[at]! + word.slice(at),
    word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2),
    word.slice(0, at) + (word[at] === "e" ? "a" : "e") + word.slice(at + 1),
    word.slice(0, at) + "k" + word.slice(at),
  ];
  const slip = slips[index % slips.length]!;
  return slip === word ? undefined : replaceAt(text, longest.index, word, slip);
}

const ligatures: Record<string, string> = {
  Œ: "Oe",
  œ: "oe",
  Æ: "Ae",
  æ: "ae",
  ø: "o",
  Ø: "O",
  ß: "ss",
  ð: "d",
  þ: "th",
};

/** As typed on a keyboard that has none of it. */
export const plainLetters = (text: string): string =>
  text
    .replace(/[ŒœÆæØøßðþ]/g, (letter) => ligatures[letter]!)
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(/[’‘]/g, "'")
    .replace(/[‐–]/g, "-");

export const otherAnd = (text: string): string =>
  text.includes(" & ") ? text.replaceAll(" & ", " and ") : text.replace(/ and /gi, " & ");

export const movedArticle = (text: string): string => text.replace(/^(The|A) (.+)$/, "$2, $1");

const romans = ["I", "II", "III", "IV", "V", "VI", "VII"];

/** The next number; a second part where there is none. */
export function changeNumber(title: string): string {
  const digits = /\d+(?!.*\d)/.exec(title);
  if (digits) return replaceAt(title, digits.index, digits[0], String(Number(digits[0]) + 1));
  const roman = /\b(?:III|II|IV|VI|V|I)\b(?!.*\b[IV]+\b)/.exec(title);
  if (!roman) return `${title} II`;
  return replaceAt(title, roman.index, roman[0], romans[romans.indexOf(roman[0]) + 1]!);
}

const replaceAt = (text: string, at: number, old: string, put: string): string =>
  text.slice(0, at) + put + text.slice(at + old.length);
