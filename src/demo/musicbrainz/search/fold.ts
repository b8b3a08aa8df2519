/**
 * ICU folding (UTR #30), as far as names and titles need it: case, width and compatibility forms, accents, the letters
 * that do not come apart, kinds of dashes and quotes, and the prolonged sound mark, made one.
 */
export function fold(word: string): string {
  return word
    .replace(spacingAccents, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[æðøþđħıłŋœŧßəɔƒ]/g, (letter) => unfolded[letter] ?? letter)
    .replace(/\p{Pd}/gu, "-")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚‛′‵‹›]/g, "'");
}

const spacingAccents = /[\^`¨¯´·¸\u02b0-\u02ff\u3099-\u309c\u30fc\uff70]/g;

const unfolded: Record<string, string> = {
  æ: "ae",
  ð: "d",
  ø: "o",
  þ: "th",
  đ: "d",
  ħ: "h",
  ı: "i",
  ł: "l",
  ŋ: "n",
  œ: "oe",
  ŧ: "t",
  ß: "ss",
  ə: "a",
  ɔ: "o",
  ƒ: "f",
};
