import type { CandidateArtist } from "../candidate.ts";
import { compareArtists, readArtist, type ArtistWords } from "../compare-artists.ts";
import { betterMatch, matchIdentical, type TextMatch } from "../compare-phrases.ts";
import { foldName } from "../fold.ts";
import { readPhrase, type Phrase } from "../phrase.ts";
import type { AlbumToMatch, Product } from "./product.ts";

/**
 * Whom the shop credits: `same` artist, `partly` (one of several, a leader of a band), `mixed` (Bach, but
 * somebody else at the piano), `similar` (a slip),
 * `other script` (Ringo Sheena and 椎名林檎 can't be compared), `various` where the album is by somebody.
 */
export type ArtistAgreement =
  "same" | "partly" | "mixed" | "similar" | "other script" | "various" | "different" | "missing";

export interface ProductArtist {
  agreement: ArtistAgreement;
  /** For people. */
  how: string;
  /** Those of the shop's names that agree. */
  agreeing: string[];
}

const variousNames = new Set(
  (
    "various artists|various|va|v a|diverse|diverse interpreten|verschiedene|verschiedene interpreten|divers|divers artistes|artistes divers|" +
    "multi artistes|compilation|varios|varios artistas|varios interpretes|artisti vari|vari|aa vv|aavv|varios artistas|オムニバス|soundtrack|" +
    "original soundtrack|ost|o s t|original motion picture soundtrack|bof|b o f|original cast"
  ).split("|"),
);
export const isVarious = (name: string): boolean => variousNames.has(foldName(name));

/** The album's names and "Last, First" of each; none for an album by Various Artists. */
export function namesOf({ artists }: AlbumToMatch): string[] {
  return artists.filter((name) => name.trim() !== "" && !isVarious(name));
}

/** "Bob Dylan" as "Dylan Bob"; a name of one word has no such form. */
export function turned(name: string): string[] {
  const words = name.trim().split(/\s+/);
  if (words.length < 2 || words.length > 3) return [];
  return [`${words.at(-1)} ${words.slice(0, -1).join(" ")}`];
}

export function compareProductArtist(album: AlbumToMatch, product: Product): ProductArtist {
  const credited = product.artists.filter((name) => name.trim() !== "");
  if (credited.length === 0) return { agreement: "missing", how: "no artist is named", agreeing: [] };
  const names = namesOf(album);
  const shown = credited.join(", ");
  const someVarious = credited.some(isVarious);
  if (names.length === 0) return compareWithVarious(album, credited, someVarious);
  const matches = credited.map((name) => ({ name, ...compareName(name, names) }));
  const best = matches.reduce(betterMatch);
  const agreeing = matches.filter(({ score }) => score >= 0.7).map(({ name }) => name);
  const agreement = agreementOf(best);
  const strangers = matches.filter((match) => agreementOf(match) === "different").map(({ name }) => name);
  if (agreement !== "different" && strangers.length > 0 && lacksSome(names, agreeing)) {
    return { agreement: "mixed", how: `beside ${best.name} they credit ${strangers.join(", ")}`, agreeing };
  }
  if (agreement !== "different") {
    return { agreement, how: `artist ${best.how}: ${best.name}`, agreeing };
  }
  if (someVarious) return { agreement: "various", how: `they credit ${shown}`, agreeing: [] };
  if (isInAnotherScript(credited, names)) {
    return { agreement: "other script", how: `artist is in another script: ${shown}`, agreeing: [] };
  }
  return { agreement, how: `another artist: ${shown}, not ${album.artists.join(", ")}`, agreeing: [] };
}

function compareWithVarious(album: AlbumToMatch, credited: string[], someVarious: boolean): ProductArtist {
  if (album.artists.length === 0)
    return { agreement: "missing", how: "the album's artist is not known", agreeing: [] };
  if (someVarious) return { agreement: "same", how: "artist is Various Artists", agreeing: [] };
  return {
    agreement: "partly",
    how: `they credit ${credited.join(", ")}, not Various Artists`,
    agreeing: credited,
  };
}

/** Is one of the album's artists not among theirs? */
const lacksSome = (names: string[], theirs: string[]): boolean =>
  names.length > 1 &&
  names.some((name) => theirs.every((their) => agreementOf(compareName(their, [name])) === "different"));

const readName = (name: string): Phrase => readPhrase(name, foldName);
const artistOf = (name: string): CandidateArtist => ({
  ...{ mbid: "", name, creditedAs: name, joinPhrase: "", aliases: [] },
});

/** The best over all of the album's names, and over "Last, First" of theirs; what agrees comes before what is close. */
function compareName(theirs: string, names: string[]): TextMatch {
  const readings = [theirs, ...turnedAtComma(theirs)].map(readArtist);
  const artists = names.map(artistOf);
  const whole = readings.flatMap((words) => [
    ...artists.map((artist) => compareArtists(words, [artist], readName)),
    ...(artists.length > 1 ? [compareArtists(words, artists, readName)] : []),
  ]);
  const matches = [...whole, ...compareParts(theirs, readings, names)];
  const agreeing = matches.filter((match) => agreementOf(match) !== "different");
  return (agreeing.length > 0 ? agreeing : matches).reduce(betterMatch);
}

/** One of those whom a credit joins, on either side; "Miles Davis Sextet" is his own. */
function compareParts(theirs: string, readings: ArtistWords[], names: string[]): TextMatch[] {
  const own = names.map(readArtist);
  const isOwn = (phrase: Phrase): boolean => own.some(({ whole }) => matchIdentical(phrase, whole));
  const isPart = ({ whole }: ArtistWords): boolean =>
    own.some(({ parts }) => parts.some((part) => matchIdentical(whole, part)));
  const leader = theirs.replace(/ (?:trio|quartet|quintet|sextet|septet|octet)$/i, "");
  const found = [
    readings.some(isPart) ? "is part of the credit" : "",
    readings.some(({ parts }) => parts.some(isOwn)) ? "is named beside others" : "",
    leader !== theirs && isOwn(readName(leader)) ? "leads his own" : "",
  ];
  return found.filter((how) => how !== "").map((how) => ({ score: 0.8, kind: "explained", how }));
}

function turnedAtComma(name: string): string[] {
  if (!name.includes(",")) return [];
  const [last = "", first = "", ...more] = name.split(",").map((part) => part.trim());
  return more.length === 0 && first !== "" ? [`${first} ${last}`] : [];
}

function agreementOf({ kind, score }: TextMatch): ArtistAgreement {
  if (kind === "identical") return "same";
  if (kind === "explained" || kind === "qualifier") return score >= 0.7 ? "partly" : "different";
  return kind === "similar" && score >= 0.75 ? "similar" : "different";
}

function isInAnotherScript(credited: string[], names: string[]): boolean {
  const isLatin = (name: string): boolean => /\p{Script=Latin}/u.test(name);
  const hasLetters = (name: string): boolean => /\p{L}/u.test(name);
  return credited.every(
    (name) => hasLetters(name) && names.every((own) => hasLetters(own) && isLatin(own) !== isLatin(name)),
  );
}
