import { foldTitle } from "../../text/fold.ts";
import { readPhrase } from "../../text/phrase.ts";
import { inEnglishTerms } from "./works.ts";

/** One word of a shop's title, with its place in it. */
export interface ShopWord {
  folded: string;
  start: number;
  end: number;
  /** Words between the same brackets, dashes, colons or commas. */
  segment: number;
}

/** A shop's title as words and segments; it stays whole beside them, for texts that run over several. */
export interface ShopTitle {
  text: string;
  words: ShopWord[];
  /** What parts each segment from the one before: a bracket, a dash, a slash; "" for the first. */
  marks: string[];
}

/** Some words in a row: from, and up to but not including. */
export interface WordRun {
  from: number;
  to: number;
}

/** Nobody's title is longer. A hostile one must not cost seconds, and one read in part must not be trusted. */
export const isTooLong = (text: string): boolean => text.length > 400 || text.trim().split(/\s+/).length > 60;

/** Brackets of Latin and of Japanese and Chinese shops, quotes, and what else parts by itself. */
const partingMarks = String.raw`()[\]{}<>"“”„«»|•·・【】〔〕「」『』〈〉《》〖〗、`;
const pieces = new RegExp(`[${partingMarks}]|[^\\s${partingMarks}]+`, "gu");
const mark = new RegExp(String.raw`^(?:[${partingMarks}:;,~/\\〜]|\p{Pd}{1,2})$`, "u");
const isMark = (piece: string): boolean => mark.test(piece);
/** What opens a bracket: the segment behind it says something about the record. */
export const isOpening = (piece: string): boolean => /^[([{【〔「『〈《〖]$/u.test(piece);
/** "Abbey Road/Let It Be", but not AC/DC. */
const slashWithin = /(?<=[\p{L}\p{N}]{3})\/(?=[\p{L}\p{N}]{3})/u;

export function readShopTitle(text: string): ShopTitle {
  const plain = withoutQuotes(halfWidth(text));
  const title: ShopTitle = { text: plain, words: [], marks: [""] };
  for (const { 0: piece, index } of plain.matchAll(pieces)) addPiece(title, piece, index);
  return title;
}

/** "（" as "(", so that a bracket is one in every script; letter for letter. */
const halfWidth = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** `the "in the trees" edition` is one name; letter for letter. */
const withoutQuotes = (text: string): string =>
  text.replace(/["“„«]([^"“”„«»]{1,40})["”»](?= (?:\w+ )?edition\b)/giu, " $1 ");

function addPiece(title: ShopTitle, piece: string, start: number): void {
  if (isMark(piece)) return void title.marks.push(piece);
  if (/^-[^-]+-$/.test(piece)) {
    title.marks.push("-"); // "-Remastered-" is a bracket to some shops
    addPiece(title, piece.slice(1, -1), start + 1);
    return void title.marks.push("-");
  }
  const slash = slashWithin.exec(piece);
  if (slash) {
    addPiece(title, piece.slice(0, slash.index), start);
    title.marks.push("/");
    return addPiece(title, piece.slice(slash.index + 1), start + slash.index + 1);
  }
  const [, word = piece, mark = ""] = /^(.*[^:;,])([:;,])$/su.exec(piece) ?? [];
  const folded = foldTitle(word);
  title.words.push({ folded, start, end: start + word.length, segment: title.marks.length - 1 });
  if (mark !== "") title.marks.push(mark);
}

export const textOfRun = ({ text, words }: ShopTitle, { from, to }: WordRun): string =>
  text.slice(words[from]!.start, words[to - 1]!.end);

/** A text in every way that counts as the same: see `matchIdentical`. */
export function formsOf(text: string): string[] {
  const oneWordForDiscs = text.replace(/\b(?:cd|disk)\s?(?=(?:\d|[ivx]+)\b)/giu, "disc ");
  const { folds, squashed, counted, symbolsOnly } = readPhrase(oneWordForDiscs, foldTitle);
  if (symbolsOnly) return [foldTitle(text)];
  const inEnglish = inEnglishTerms(folds[0]!);
  const asWork = inEnglish === folds[0] ? [] : [readPhrase(inEnglish, foldTitle).counted];
  return [squashed, counted, ...asWork, ...folds.map((fold) => fold.replaceAll(" ", ""))];
}

/** Where any of the forms stands; the longest at each place. */
export function findRuns(title: ShopTitle, forms: Set<string>, isFree: (word: number) => boolean): WordRun[] {
  const longest = Math.max(0, ...[...forms].map((form) => form.length));
  const runs: WordRun[] = [];
  for (let from = 0; from < title.words.length; from++) {
    const run = longestRun(title, from, forms, longest, isFree);
    if (run && run.to > (runs.at(-1)?.to ?? 0)) runs.push(run); // "Wall" within "The Wall" is no other
  }
  return runs;
}

function longestRun(
  title: ShopTitle,
  from: number,
  forms: Set<string>,
  longest: number,
  isFree: (word: number) => boolean,
): WordRun | undefined {
  let found: WordRun | undefined;
  let letters = 0;
  for (let to = from + 1; to <= title.words.length && isFree(to - 1); to++) {
    letters += title.words[to - 1]!.folded.length;
    if (letters > longest + 12) break; // "Volume" and "and" may fall out again
    const run = { from, to };
    if (formsOf(textOfRun(title, run)).some((form) => forms.has(form))) found = run;
  }
  return found;
}
