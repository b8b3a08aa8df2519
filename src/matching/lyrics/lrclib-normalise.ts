/**
 * The text under which LRCLIB files a name (`name_lower` in its database): lower case, Latin letters without
 * accents, ASCII punctuation as spaces, no apostrophes. Words count, nothing else does.
 */
export function normaliseForLrclib(text: string): string {
  return bareLatin(text.normalize("NFC"))
    .toLowerCase()
    .replace(/[`~!@#$%^&*()_|+\-=?;:",.<>{}[\]\\/]/g, " ")
    .replace(/['’]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Nothing is filed under "+" or "???": no word is left of them, and such questions are refused. */
export const canBeFiled = (name: string): boolean =>
  name.length <= longestName && normaliseForLrclib(name) !== "";
const longestName = 500;

/**
 * The name with signs from a keyboard in the place of typographic ones, which LRCLIB does not fold: MusicBrainz
 * writes “Hip‐Hop” with a true hyphen, most uploaders do not.
 */
export function typedText(text: string): string {
  return typographic
    .reduce((typed, [signs, plain]) => typed.replace(signs, plain), text.normalize("NFC"))
    .replace(/\s+/g, " ")
    .trim();
}

const typographic: [RegExp, string][] = [
  [/[‘’‛′ʼʻʹ´`＇]/g, "'"],
  [/[“”„‟″«»＂]/g, '"'],
  [/[\p{Pd}−]/gu, "-"],
  [/…/g, "..."],
  [/×/g, "x"],
  [/\p{Cf}/gu, ""],
];

/** Latin letters only, each for one: æ, œ, þ and the accents of other scripts stay. */
function bareLatin(text: string): string {
  return text.replace(/[^\u0000-\u007f]/gu, (letter) => {
    const [base = letter, ...marks] = letter.normalize("NFKD");
    const isAccented = /^[a-z]$/i.test(base) && marks.every((mark) => /\p{M}/u.test(mark));
    return isAccented ? base : (crossed[letter.toLowerCase()] ?? letter);
  });
}

const crossed: Record<string, string> = {
  ø: "o",
  đ: "d",
  ł: "l",
  ħ: "h",
  ŧ: "t",
  ß: "s",
  ı: "i",
  ƒ: "f",
};
