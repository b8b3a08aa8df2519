import {
  editionNouns,
  fillers,
  fillersInBrackets,
  otherRecords,
  telling,
  tellingInBrackets,
  tellingPhrases,
  vinylNouns,
} from "./edition-vocabulary.ts";
import { foldTitle } from "../text/fold.ts";

/** Numbers belong to an edition only in these places. */
const years = "(?:19|20)\\d\\d";
const dateable =
  "(?:master|remaster|remastered|remasters|remasterizado|mix|edition|reissue|reissued|version|expanded)";
const jubilee = "(?:anniversary|anniv|anniversaire|aniversario|anniversario|jubilaum|jubilaumsedition)";
const numbered = [
  new RegExp(`\\b${years} (?=(?:digital |stereo |mono |original |half speed )*${dateable}\\b)`, "g"),
  new RegExp(`(?<=\\b(?:rsd|store day|${dateable.slice(3)}) ${years}\\b`, "g"),
  new RegExp(`\\b(?:\\d{1,3}(?:st|nd|rd|th|e|eme|o|a|er)?|x{1,3}v?)(?: years?)? (?=${jubilee}\\b)`, "g"),
  new RegExp(`(?<=\\b${jubilee}) \\d{1,3}\\b`, "g"),
  /(?<=\b(?:disc|disk|cd)) ?\d{1,2}\b/g,
  /\b\d{1,2} ?x? ?(?=(?:cds?|lps?|discs?|disks?|dvds?|vinyl)\b)/g,
];

/** What only a format is measured in says by itself that one is meant: 180 g, 24 bit, 96 kHz, 5.1, 12 inch. */
const measured =
  /\b(?:\d{2,3} ?(?:g|gr|gram|grams|gramm)|\d{1,2} ?bits?|\d{2,3}(?: \d)? ?khz|(?:16|24) (?:44|48|88|96|176|192)|[57] 1|\d{1,3} (?:ans|jahre|anos|anni|years)|\d{1,2} ?inch|k2hd)\b/g;

/** East Asian notes are one word each: 初回限定盤, 紙ジャケット仕様, デラックス・エディション. */
const eastAsian = /(?:盤|版|仕様|限定|リマスター|エディション|デラックス|ハイレゾ|한정판|에디션|리마스터)/u;

/**
 * A quick look before the careful one: most titles name no edition. A note ends the title: in brackets, or with a word that
 * can end one.
 */
export function mayNameEdition(text: string): boolean {
  if (/[)\]}]\s*$/.test(text) || eastAsian.test(text)) return true;
  const last = /[^\s‐‑–—-]+\s*$/u.exec(text)?.[0].trim().toLowerCase() ?? "";
  return /\d|[^\x20-\x7e]/.test(last) || endings.has(last.replace(/[^a-z]/g, ""));
}

const endings = new Set([
  ...telling,
  ...fillers,
  "mix",
  "disc",
  "disk",
  "cd",
  "lp",
  "vinyl",
  "release",
  "import",
  "pressing",
  "issue",
  "flac",
  "alac",
  "mp3",
  "sacd",
  "hdcd",
  "shm",
  "uhqcd",
  "mfsl",
  "hires",
  "issued",
  "released",
  "edition",
]);

/** Sung in another language, it is another record. */
const isTranslation =
  /\b(?:spanish|english|german|french|italian|japanese|korean|chinese|mandarin|portuguese)\W+version\b/i;

/** Is this note in brackets about the edition only: "Super Deluxe Edition", "2019 Mix", "Disc 1", "SHM-CD"? */
export function isEditionText(text: string): boolean {
  if (isTranslation.test(text)) return false;
  if (eastAsian.test(text)) return !/\d/.test(text.normalize("NFKC"));
  const { words, dated } = withoutNumbers(text);
  if (tellingPhrases.has(words.join(" "))) return true;
  return words.some((word) => tellsInBrackets(word, dated)) && strangers(words, dated).length === 0;
}

/** The same, or an edition with a name that nobody can list: "Extra Nice Edition", "Deconstructed Deluxe". */
export function isEditionNote(text: string): boolean {
  if (isEditionText(text)) return true;
  if (isTranslation.test(text)) return false;
  const { words, dated } = withoutNumbers(text);
  const strange = strangers(words, dated);
  return (
    strange.length <= 2 &&
    !/[,;:]/.test(text) &&
    words.some((word) => editionNouns.has(word) || vinylNouns.has(word) || word === "deluxe") &&
    strange.every((word) => !otherRecords.has(word) && !/\d/.test(word) && word.length > 2)
  );
}

/** The same for bare words at the end of a title. */
export function isEditionTail(text: string): boolean {
  const { words, dated } = withoutNumbers(text);
  if (isTranslation.test(text)) return false;
  if (isRegional(words)) return true;
  const tells = (word: string): boolean =>
    telling.has(word) || formats.has(word) || (dated && /^(mix|cd|disc|disk)$/.test(word));
  const mayStand = (word: string): boolean =>
    tells(word) || goesAlong(word) || (word === "cd" && words.includes("shm"));
  return (words.some(tells) && words.every(mayStand)) || /^re (?:issued?|released?)$/.test(words.join(" "));
}

const tellsInBrackets = (word: string, dated: boolean): boolean =>
  telling.has(word) || tellingInBrackets.has(word) || (dated && /^(mix|disc|disk)$/.test(word));

const strangers = (words: string[], dated: boolean): string[] =>
  words.filter((word) => !tellsInBrackets(word, dated) && !goesAlong(word) && !fillersInBrackets.has(word));

const goesAlong = (word: string): boolean => fillers.has(word);

/** No word of a title, even without brackets. */
const formats = new Set("flac alac mp3 sacd hdcd shm uhqcd mfsl hires".split(" "));

const regions = new Set(
  "us usa uk eu u s k european japanese japan international intl american british german french".split(" "),
);

/** "US Version", "Int'l Release". */
function isRegional(words: string[]): boolean {
  return (
    words.length > 1 &&
    /^(version|release|import|pressing|edition)$/.test(words.at(-1)!) &&
    words.slice(0, -1).every((word) => regions.has(word))
  );
}

function withoutNumbers(text: string): { words: string[]; dated: boolean } {
  const folded = foldTitle(text);
  const plain = folded.replace(measured, "hires");
  const bare = numbered.reduce((rest, shape) => rest.replace(shape, " "), plain);
  return { words: bare.split(" ").filter((word) => word !== ""), dated: bare !== plain };
}
