import { fold } from "./fold.ts";

/**
 * How an index makes tokens of text. `musicbrainz` is what the service's schema says today (its own tokenizer, then ICU
 * folding); `classic` is what it said before, and what mirrors on an older image still do (Lucene's ClassicTokenizer):
 * that one drops signs that stand alone, so that "+" and "!!!" can't be found by their titles.
 */
export type AnalyserName = "musicbrainz" | "classic";

export const isAnalyser = (name: string): name is AnalyserName =>
  name === "musicbrainz" || name === "classic";

export interface Analyser {
  words(text: string): string[];
  /** As `words`, with accents kept: for the fields ending in "accent". */
  accented(text: string): string[];
}

export function createAnalyser(name: AnalyserName): Analyser {
  const split = name === "musicbrainz" ? wordsOfPiece : classicWords;
  const pieces = (text: string): string[] => piecesOf(text).flatMap(split);
  return {
    words: (text) => pieces(text).map((word) => fold(toHiragana(word))),
    accented: (text) => pieces(text).map((word) => toHiragana(word.toLowerCase().normalize("NFC"))),
  };
}

/** What stands between spaces; each Chinese character is a piece by itself. */
function piecesOf(text: string): string[] {
  return text
    .replace(/\b(no\.)\s+(?=\d)/gi, "$1") // "No. 1" is one word
    .replace(/&/g, "and")
    .replace(/[’׳]/g, "'")
    .replace(/[‐‒–—−_־]/g, "-")
    .split(
      /\s+|(?=[\u3100-\u312f\u3300-\u4dbf\u4e00-\u9fff\uf900-\ufaff])|(?<=[\u3100-\u312f\u3300-\u4dbf\u4e00-\u9fff\uf900-\ufaff])/,
    )
    .filter((piece) => piece !== "");
}

const alphanumeric = String.raw`[\p{L}\p{Nd}]`;
const withDigit = String.raw`(?:${alphanumeric}*\p{Nd}${alphanumeric}*)`;
const joint = "[-/.,_]";
const acronym = /^\p{L}(?:\.\p{L})+\.?$/u;
const host = new RegExp(String.raw`^${alphanumeric}+(?:\.${alphanumeric}+)+$`, "u");
const apostrophe = /^\p{L}+(?:'\p{L}+)+$/u;
/** Segments joined by signs, every other with a digit: "00-10", "blink-182", "24/7". */
const joinedNumber = new RegExp(
  String.raw`^(?:(?:${alphanumeric}+${joint})?${withDigit}(?:${joint}${alphanumeric}+${joint}${withDigit})*(?:${joint}${alphanumeric}+)?)$`,
  "u",
);

/**
 * A whole piece is of one kind: an acronym loses its dots and a word with apostrophes a final 's; hosts and joined
 * numbers stay as they are; of anything else that has a letter or digit the signs become spaces; signs alone stay.
 */
function wordsOfPiece(piece: string): string[] {
  if (acronym.test(piece)) return [piece.replaceAll(".", "")];
  if (host.test(piece) || joinedNumber.test(piece)) return [piece];
  if (apostrophe.test(piece)) return [piece.replace(/'s$/i, "")];
  return /[\p{L}\p{Nd}]/u.test(piece) ? wordDelimited(piece.replaceAll("'", "")) : [piece];
}

/** Words between signs; numbers that follow each other in one piece grow together ("11:11" is 1111). */
function wordDelimited(piece: string): string[] {
  const words: string[] = [];
  for (const word of piece.split(/[^\p{L}\p{N}]+/u).filter((each) => each !== "")) {
    const previous = words.at(-1);
    if (previous !== undefined && /^\p{N}/u.test(word) && /^\p{N}/u.test(previous)) {
      words[words.length - 1] = previous + word;
    } else words.push(word);
  }
  return words;
}

const classicWords = (piece: string): string[] =>
  wordDelimited(piece.normalize("NFC")).filter((word) => /[\p{L}\p{Nd}]/u.test(word));

function toHiragana(text: string): string {
  return text.replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}
