/** Unicode: one way to write what can be written in several. */

const apostrophes = /['‘’‛′ʼʻʹ´`]/g;
const dashes = /[\p{Pd}−]/gu;
const unseen = /[\p{Cf}\uFE00-\uFE0F]/gu;
/** NFKC would spell these out ("Motown™" would end in "tm"). */
const legalMarks = /[™®©℗℠]/g;
/** Accents, and the vowel points of Hebrew and Arabic; not the voicing marks of kana, which make other letters. */
const accents = /[\u0300-\u036F\u0591-\u05BD\u05BF-\u05C7\u064B-\u065F\u0670]/g;

const ligatures: Record<string, string> = {
  æ: "ae",
  œ: "oe",
  ø: "o",
  ß: "ss",
  ð: "d",
  đ: "d",
  þ: "th",
  ł: "l",
  ħ: "h",
  ŧ: "t",
  ŋ: "n",
  ĸ: "k",
  ı: "i",
  ƒ: "f",
  ς: "σ",
  "×": "x", // typed as a letter, stored as a sign, and the reverse
};
const anyLigature = new RegExp(`[${Object.keys(ligatures).join("")}]`, "g");

const umlauts: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };

/** Nothing to fold but case and spaces: a short cut for most texts. The backquote is an apostrophe. */
const plainAscii = /^[ -_a-~]*$/;

/** Compatibility-folded, lower-case text with plain quotes, dashes and spaces; accents and symbols stay. */
export function normaliseText(text: string): string {
  if (plainAscii.test(text)) return text.toLowerCase().replace(/ +/g, " ").trim();
  return (text.replace(legalMarks, "") || text)
    .replace(unseen, "")
    .replace(apostrophes, "'")
    .normalize("NFKC")
    .toLowerCase()
    .replace(dashes, "-")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

/** Without accents and ligatures: "ágætis" is "agaetis". Takes what `normaliseText` made. */
export function bareLetters(plain: string): string {
  if (plainAscii.test(plain)) return plain;
  return plain
    .replace(anyLigature, (letter) => ligatures[letter] ?? letter)
    .normalize("NFD")
    .replace(accents, "")
    .normalize("NFC");
}

/** The other custom for umlauts, "für" as "fuer"; undefined where there is none. Takes what `normaliseText` made. */
export function spellOutUmlauts(plain: string): string | undefined {
  if (plainAscii.test(plain)) return undefined;
  const spelled = plain.replace(/[äöüøå]/g, (letter) => umlauts[letter] ?? letter);
  return spelled === plain ? undefined : spelled;
}
