/** Ways to write a title wrongly, always the same for the same words. */

const latinWord = /[a-z]{5,}/gi;

/** One slip of the hand in the longest word; undefined if all are short. */
export function misspell(text: string, index: number): string | undefined {
  const words = [...text.matchAll(latinWord)].sort((a, b) => b[0].length - a[0].length);
  const [longest] = words;
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
  if (slip === word) return undefined;
  return text.slice(0, longest.index) + slip + text.slice(longest.index + word.length);
}

const letters: Record<string, string> = { Œ: "Oe", œ: "oe", Æ: "Ae", æ: "ae", ø: "o", Ø: "O", ß: "ss", ð: "d", þ: "th" };

export const plainLetters = (text: string): string =>
  text
    .replace(/[Œœ Ææ Øø ß ð þ]/g, (letter) => letters[letter] ?? letter)
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(/[’‘]/g, "'")
    .replace(/[‐–]/g, "-");

export const otherAnd = (text: string): string =>
  text.includes(" & ") ? text.replaceAll(" & ", " and ") : text.replace(/ (and|And) /g, " & ");

export const movedArticle = (text: string): string => text.replace(/^(The|A) (.+)$/, "$2, $1");

const romanNumbers = ["I", "II", "III", "IV", "V", "VI", "VII"];

/** The next number; a second part where there is none. */
export function changeNumber(title: string): string {
  const digits = /\d+(?!.*\d)/.exec(title);
  if (digits) return title.slice(0, digits.index) + String(Number(digits[0]) + 1) + title.slice(digits.index + digits[0].length);
  const roman = /\b(I|II|III|IV|V|VI)\b(?!.*\b[IV]+\b)/.exec(title);
  if (!roman || title === roman[0] + "ZZ") return `${title} II`;
  const next = romanNumbers[romanNumbers.indexOf(roman[0]) + 1]!;
  return title.slice(0, roman.index) + next + title.slice(roman.index + roman[0].length);
}
