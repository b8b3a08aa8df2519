/**
 * From text to the tokens that are compared, in the way of the real index: words are split at punctuation,
 * acronyms and apostrophes close up, each Chinese character is a word, and a piece that is *only* punctuation
 * is kept, so that "+" and "!!!" can be found.
 */
export function analyse(text: string): string[] {
  return wordsOf(text).map(fold);
}

/** As `analyse`, with accents kept: for the fields ending in "accent". */
export function analyseWithAccents(text: string): string[] {
  return wordsOf(text).map((word) => toHiragana(word.toLowerCase().normalize("NFC")));
}

/** Case, accents and the two kana scripts made one. */
export function fold(word: string): string {
  return toHiragana(word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase());
}

function wordsOf(text: string): string[] {
  const plain = text
    .replace(/&/g, "and")
    .replace(/[’׳]/g, "'")
    .replace(/[‐‒–—−_־]/g, "-")
    .replace(/\bno\.\s+(?=\d)/gi, "no."); // "no. 1" is one word, as in "no.1"
  return plain.split(/\s+|(?=\p{Script=Han})|(?<=\p{Script=Han})/u).flatMap(wordsOfPiece);
}

function wordsOfPiece(piece: string): string[] {
  if (piece === "") return [];
  if (/^\p{L}(\.\p{L})+\.?$/u.test(piece)) return [piece.replaceAll(".", "")]; // R.E.M.
  const closed = piece.replace(/'s$/i, "").replaceAll("'", "");
  const words = closed.split(/[^\p{L}\p{N}\p{M}ー]+/u).filter((word) => word !== "");
  return words.length > 0 ? words : [piece];
}

function toHiragana(text: string): string {
  return text.replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}
