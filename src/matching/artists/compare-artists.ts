import { guestWord } from "./guests.ts";
import { creditText } from "../../facts.ts";
import type { CandidateArtist } from "../candidate.ts";
import { betterMatch, matchIdentical, matchWords, type TextMatch } from "../text/compare-phrases.ts";
import { foldName } from "../text/fold.ts";
import { readPhrase, type Phrase } from "../text/phrase.ts";
import { readable } from "../text/readable.ts";
import { meansVarious, variousArtistsMbid } from "./various-artists.ts";

/** With a title that agrees, a slip in a name is forgiven more easily than one in the title. */
const nameSlips = { shortWord: 0.17, sevenLetters: 0.12 };

/** The artist that was asked for, taken apart once. */
export interface ArtistWords {
  whole: Phrase;
  /** "A & B", "A feat. B": the names it may be made of, if more than one. */
  parts: Phrase[];
  /** The same without "feat. …". */
  withoutGuests?: ArtistWords;
  isVarious: boolean;
  /** Bob Marley, of "Bob Marley and the Wailers". */
  leader?: Phrase;
}

const joiners = new RegExp(
  String.raw`\s*[,;]\s+|\s+(?:&|\+|/|x|and|with|vs\.?|${guestWord})\s+|(?<=\p{L}{3})/(?=\p{L}{3})`,
  "giu",
);
const guests = new RegExp(
  String.raw`\s*[([]?\b${guestWord}\s.*$|\s*(?:,|&|\band\b|\bwith\b)\s*(?:various artists?|various|friends|guests|others|more)\.?$`,
  "i",
);
const bandBehind =
  /^(.*\S)\s*(?:&|\+|,?\band\b|\bund\b|\bet\b|\by\b)\s*(?:the|his|her|die|les|los|his)\s+\S.*$/iu;
export function readArtistWords(given: string): ArtistWords {
  const text = readable(given);
  const whole = readPhrase(text, foldName);
  const names = text.split(joiners).filter((name) => name.trim() !== "");
  const main = text.replace(guests, "");
  const bandLess = bandBehind.exec(text)?.[1];
  return {
    whole,
    parts: names.length > 1 ? names.map((name) => readPhrase(name, foldName)) : [],
    isVarious: meansVarious(text),
    ...(bandLess !== undefined && { leader: readPhrase(bandLess, foldName) }),
    ...(main !== "" && main !== text && { withoutGuests: readArtistWords(main) }),
  };
}

/** How the artist asked for agrees with those an album is credited to. */
export function compareArtists(
  query: ArtistWords,
  artists: CandidateArtist[],
  read: (name: string) => Phrase,
): TextMatch {
  const credited = artists.some(({ mbid }) => mbid === variousArtistsMbid);
  if (credited || query.isVarious) return compareVarious(credited && query.isVarious);
  if (artists.length === 0) return { score: 0, kind: "different", how: "is not known" };
  const whole = compareWhole(query.whole, artists, read);
  if (whole.kind === "identical") return whole;
  const partly =
    artists.length === 1 ? compareLead(query, artists[0]!, read) : compareSome(query, artists, read);
  const best = partly ? betterMatch(whole, partly) : whole;
  if (best.score >= 0.8 || !query.withoutGuests) return best;
  const main = compareArtists(query.withoutGuests, artists, read);
  return betterMatch(best, { ...main, score: main.score - 0.1, how: `${main.how}, without the guests` });
}

/** Various Artists is one artist with one MBID, whatever others call themselves. */
const compareVarious = (both: boolean): TextMatch =>
  both
    ? { score: 1, kind: "identical", how: "is Various Artists" }
    : { score: 0, kind: "different", how: "differs: only one is Various Artists" };

/** The names of one artist: as credited, the name, the sort name, then the aliases. */
export function compareName(
  query: Phrase,
  names: { name: string; creditedAs?: string; sortName?: string; aliases: string[] },
  read: (name: string) => Phrase,
  costs = nameSlips,
): TextMatch {
  const compare = (name: string): TextMatch => {
    const phrase = read(name);
    return matchIdentical(query, phrase) ?? matchWords(query, phrase, costs);
  };
  const sorted = names.sortName ?? names.name;
  const own = new Set([names.creditedAs ?? names.name, names.name, sorted, unsorted(sorted)]);
  let best = [...own].map(compare).reduce(betterMatch);
  for (const alias of names.aliases) {
    if (best.score >= 0.98) break;
    const match = compare(alias);
    best = betterMatch(best, { ...match, score: match.score - 0.02, how: `${match.how}, by alias` });
  }
  return best;
}

/** "Nakamori, Akina" as she is called: Akina Nakamori. Sort names are Latin where names are not. */
export const unsorted = (sortName: string): string => sortName.replace(/^([^,]+), ([^,]+)$/, "$2 $1");

function compareWhole(query: Phrase, artists: CandidateArtist[], read: (name: string) => Phrase): TextMatch {
  if (artists.length === 1) return compareName(query, artists[0]!, read);
  const creditedAs = creditText(artists);
  const name = artists.map((artist) => artist.name + artist.joinPhrase).join("");
  return compareName(query, { name, creditedAs, aliases: [] }, read);
}

/** Some of several artists: less than all of them, and every name that was given must be there. */
function compareSome(
  query: ArtistWords,
  artists: CandidateArtist[],
  read: (name: string) => Phrase,
): TextMatch | undefined {
  const [partOfName] = artists.flatMap((artist) => comparePart(query.whole, artist) ?? []);
  return (
    matchNames([query.whole], artists, read) ??
    matchNames(query.parts, artists, read) ??
    (query.leader && matchNames([query.leader], artists, read)) ??
    partOfName
  );
}

function matchNames(
  names: Phrase[],
  artists: CandidateArtist[],
  read: (name: string) => Phrase,
): TextMatch | undefined {
  if (names.length === 0) return undefined;
  const left = [...artists];
  for (const name of names) {
    const at = left.findIndex((artist) => compareName(name, artist, read).kind === "identical");
    if (at < 0) return undefined;
    left.splice(at, 1);
  }
  if (left.length === 0) return { score: 0.95, kind: "identical", how: "identical, in another order" };
  return { score: 0.88, kind: "explained", how: `is one of ${artists.length}` };
}

/** Not a comma: "Earth" is a band of its own, and so is "Tyler" another. */
const behindLead = new RegExp(String.raw`\s+(?:&|\+|and|with|${guestWord})\s+`, "giu");

/** Bob Marley of Bob Marley & The Wailers; with a guest more than credited; Dave Matthews of the Dave Matthews Band. */
function compareLead(
  query: ArtistWords,
  artist: CandidateArtist,
  read: (name: string) => Phrase,
): TextMatch | undefined {
  const [lead, ...others] = artist.name.split(behindLead);
  if (others.length > 0 && matchIdentical(query.whole, read(lead!))) {
    return { score: 0.82, kind: "explained", how: `leads ${artist.name}` };
  }
  const words = query.whole.folds[0]!;
  const name = foldName(artist.name);
  if (name === `${words} band` || words === `${name} band`) {
    return { score: 0.85, kind: "explained", how: "identical but for “Band”" };
  }
  if (withoutArticle(words) === withoutArticle(name)) {
    return { score: 0.85, kind: "explained", how: "identical but for an article" };
  }
  if (query.leader && compareName(query.leader, artist, read).kind === "identical") {
    return { score: 0.82, kind: "explained", how: "identical but for the band behind the name" };
  }
  if (query.parts[0] && compareName(query.parts[0], artist, read).kind === "identical") {
    return { score: 0.7, kind: "qualifier", how: "is named beside others" };
  }
  return comparePart(query.whole, artist);
}

/** Die Toten Hosen, Los Lobos, Les Négresses Vertes: the English one is folded away. */
const withoutArticle = (name: string): string =>
  name.replace(/^(?:die|der|das|les|le|la|los|las|os|as|gli|i) (?=\S{3})/, "");

/** A surname, or the name up to its comma: enough to ask about. */
function comparePart(query: Phrase, { name }: CandidateArtist): TextMatch | undefined {
  const words = foldName(name).split(" ");
  const isSurname = words.length > 1 && query.words.length === 1 && words.at(-1) === query.words[0];
  const isCut = name.includes(",") && foldName(name.split(",")[0]!) === query.folds[0];
  if (!isSurname && !isCut) return undefined;
  return { score: 0.7, kind: "qualifier", how: isCut ? "is the beginning of a name" : "is a surname" };
}
