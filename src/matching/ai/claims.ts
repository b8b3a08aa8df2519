import { barcodeForms } from "../typed/barcode.ts";
import { readArtistWords } from "../artists/compare-artists.ts";
import { isEditionTail } from "../titles/edition-words.ts";
import { foldName, foldTitle } from "../text/fold.ts";
import { isSmall } from "../text/align-words.ts";
import { readPhrase, type Phrase } from "../text/phrase.ts";
import { namesOf } from "../products/artist/artist.ts";
import type { AlbumToMatch, Product } from "../products/product.ts";
import { slipCost } from "../text/slips.ts";

/** What a model may say that agrees. */
export const claims = ["title", "artist", "year", "format", "label", "barcode"] as const;
export type Claim = (typeof claims)[number];

/**
 * Whether a claim can be true: it must not be contradicted, nor rest on what is not there. This is a net under the
 * model and no judgement of its own: whether "Live" makes another album is not asked here.
 */
export function holdsUp(claim: Claim, album: AlbumToMatch, product: Product): boolean {
  switch (claim) {
    case "title":
      return sharesTitle(album, product);
    case "artist":
      return namesArtist(album, product);
    case "year":
      return yearsOf(product).some((year) => album.year !== null && Math.abs(year - album.year) <= 1);
    case "format":
      return /\b(?:cds?|vinyl|lps?|records?|mp3|cassette|tape|audio|music|sacd|digital)\b/i.test(
        product.binding ?? "",
      );
    case "label":
      return sharesLabel(album, product);
    case "barcode": {
      const known = new Set(album.barcodes.flatMap(barcodeForms));
      return product.barcodes.flatMap(barcodeForms).some((form) => known.has(form));
    }
  }
}

/** Of a title's weighty words, so many must be found: "Sgt. Pepper's", and "Ziggy Stardust" for the whole long title. */
const enoughOfTitle = 0.6;

function sharesTitle(album: AlbumToMatch, product: Product): boolean {
  if (product.title === null) return false;
  const whole = readPhrase(product.title, foldTitle);
  const known = new Set([album.title, ...album.releaseTitles]);
  return [...known].some((title) => agree(readPhrase(title, foldTitle), whole, album, product));
}

function agree(title: Phrase, whole: Phrase, album: AlbumToMatch, product: Product): boolean {
  if (title.symbolsOnly) return whole.plain.split(" ").includes(title.plain);
  const values = new Set(whole.numbers.map(({ value }) => value));
  if (title.numbers.some(({ value }) => !values.has(value))) return false; // Vol. 2 is not Vol. 1
  if (isAnotherVolume(title, whole)) return false;
  const own = withoutNames(weighty(title.words), album.artists);
  const rest = withoutNames(withoutNotes(whole.shown), [...album.artists, ...product.artists]);
  if (own.length === 0) return isSelfTitled(title, whole, rest);
  if (title.squashed.length > 4 && whole.squashed.includes(title.squashed)) return true;
  const found = own.filter((word) => isAmong(word, whole.words)).length;
  if (found >= own.length * enoughOfTitle) return true;
  const said = weighty(rest);
  const shared = said.filter((word) => isAmong(word, title.words)).length;
  return shared >= 2 && shared >= said.length * enoughOfTitle;
}

/** An album that is called as its artist: he is named twice, or nothing else is said. */
function isSelfTitled(title: Phrase, whole: Phrase, rest: string[]): boolean {
  const times = ` ${whole.words.join("  ")} `.split(` ${title.words.join("  ")} `).length - 1;
  return times > 1 || (times === 1 && (rest.length === 0 || isEditionTail(rest.join(" "))));
}

function withoutNames(words: string[], names: string[]): string[] {
  const named = new Set(names.flatMap((name) => foldName(name).split(" ")));
  return words.filter((word) => !named.has(word));
}

/** "Greatest Hits II" for "Greatest Hits"; in "Greatest Hits 2 CD" and "Greatest Hits 180g" the number counts something else. */
function isAnotherVolume(title: Phrase, whole: Phrase): boolean {
  const { words, numbersOfWords } = whole;
  const length = title.words.length;
  return words.some((_, at) => {
    if (words.slice(at, at + length).join(" ") !== title.words.join(" ")) return false;
    const next = at + length + (/^(?:vol|volume|pt|part)$/.test(words[at + length] ?? "") ? 1 : 0);
    const isVolume = (numbersOfWords[next] ?? []).some(({ value }) => value > 1 && value <= 20);
    return isVolume && !/^(?:x|cds?|lps?|discs?|disks?|vinyl|dvds?)$/.test(words[next + 1] ?? "");
  });
}

const slips = { shortWord: 0.3, sevenLetters: 0.15 };
const isAmong = (word: string, words: string[]): boolean =>
  words.some((other) => (slipCost(word, other, slips) ?? 1) <= 0.15);

function weighty(words: string[]): string[] {
  const heavy = words.filter((word) => !isSmall(word));
  return heavy.length > 0 ? heavy : words;
}

/** The words of a shop's title but for its notes in brackets. */
const withoutNotes = (title: string): string[] =>
  foldTitle(title.replace(/[([{][^()[\]{}]*[)\]}]/g, " "))
    .split(" ")
    .filter((word) => word !== "");

/** One of the album's artists, among those who are credited or within the product's title. */
function namesArtist(album: AlbumToMatch, product: Product): boolean {
  const said = [...product.artists, product.title ?? ""].map((text) => foldName(text)).filter(Boolean);
  const isVarious = product.artists.some((name) => readArtistWords(name).isVarious);
  return [...album.artists, ...namesOf(album)].some((artist) => {
    if (readArtistWords(artist).isVarious) return isVarious;
    const name = foldName(artist);
    return name !== "" && said.some((text) => contains(text, name));
  });
}

/** The name's words in one piece ("AC-DC" is ACDC); or all and no others, in another order ("Bowie, David"). */
function contains(text: string, name: string): boolean {
  if (` ${text} `.includes(` ${name} `) || text.replaceAll(" ", "") === name.replaceAll(" ", "")) return true;
  const [words, wanted] = [text.split(" "), name.split(" ")];
  if (words.length !== wanted.length) return false;
  return wanted.every((word) => isAmong(word, words));
}

/** Where it was released, or within brackets of its title. */
function yearsOf({ releasedOn, title }: Product): number[] {
  const texts = [
    /^\d{4}/.exec(releasedOn ?? "")?.[0] ?? "",
    ...((title ?? "").match(/[([][^()[\]]*/g) ?? []),
  ];
  return texts.flatMap((text) => text.match(/\b(?:19|20)\d\d\b/g) ?? []).map(Number);
}

function sharesLabel(album: AlbumToMatch, product: Product): boolean {
  const label = foldName(product.label ?? "");
  if (label === "") return false;
  const known = album.labels.map((name) => foldName(name)).filter(Boolean);
  return known.some((name) => ` ${label} `.includes(` ${name} `) || ` ${name} `.includes(` ${label} `));
}
