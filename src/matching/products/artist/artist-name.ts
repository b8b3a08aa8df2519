import { artistNamed } from "../../candidate.ts";
import { compareArtists, readArtistWords, type ArtistWords } from "../../artists/compare-artists.ts";
import { betterMatch, matchIdentical, type TextMatch } from "../../text/compare-phrases.ts";
import { foldName } from "../../text/fold.ts";
import { readPhrase, type Phrase } from "../../text/phrase.ts";
import { fitsDamaged } from "../damage.ts";

/** How one name of the shop's credit agrees with the album's artists. */
export interface NameMatch {
  agreement: "same" | "partly" | "similar" | "different";
  score: number;
  /** Goes after "artist". */
  how: string;
  /** Which of the album's artists it names, by their places. */
  of: number[];
}

const readName = (name: string): Phrase => readPhrase(name, foldName);

/** The best over all artists under all of their names, and over the joined credit. */
export function compareCreditedName(theirs: string, artists: string[][]): NameMatch {
  const readings = [theirs, ...turnedAtComma(theirs)].map(readArtistWords);
  const matches = artists.map((names) => best(names.map((name) => compareOne(theirs, readings, name))));
  const credit = artists.length > 1 ? compareCredit(readings, artists) : undefined;
  const whole = best([...matches, ...(credit ? [credit] : [])]);
  const agreement = agreementOf(whole);
  if (credit && credit.kind === "identical") return { ...whole, agreement, of: artists.map((_, at) => at) };
  const of = artists.flatMap((names, at) =>
    agreementOf(matches[at]!) !== "different" || standsWithin(theirs, names, artists.length) ? [at] : [],
  );
  if (agreement === "different" && of.length > 0) {
    return { agreement: "partly", score: 0.8, how: "is named by the last name", of };
  }
  return { ...whole, agreement, of };
}

/** What agrees comes before what is close. */
function best(matches: TextMatch[]): TextMatch {
  const agreeing = matches.filter((match) => agreementOf(match) !== "different");
  return (agreeing.length > 0 ? agreeing : matches).reduce(betterMatch);
}

function compareOne(theirs: string, readings: ArtistWords[], name: string): TextMatch {
  const artist = artistNamed(name);
  const whole = readings.map((words) => compareArtists(words, [artist], readName));
  const sameWords = isInAnotherOrder(theirs, name) ? [explained(0.95, "has the same words")] : [];
  const damaged = fitsDamaged(theirs, name, foldName) ? [explained(0.9, "has damaged letters")] : [];
  return best([...whole, ...compareParts(theirs, readings, name), ...sameWords, ...damaged]);
}

function compareCredit(readings: ArtistWords[], artists: string[][]): TextMatch {
  const credited = artists.map(([name]) => artistNamed(name!));
  return best(readings.map((words) => compareArtists(words, credited, readName)));
}

const explained = (score: number, how: string): TextMatch => ({ score, kind: "explained", how });

/** One of those whom a credit joins, on either side; "Miles Davis Sextet" is his own. */
function compareParts(theirs: string, readings: ArtistWords[], name: string): TextMatch[] {
  const own = readArtistWords(name);
  const isOwn = (phrase: Phrase): boolean => matchIdentical(phrase, own.whole) !== undefined;
  const isPart = ({ whole }: ArtistWords): boolean =>
    own.parts.some((part) => matchIdentical(whole, part) !== undefined);
  const leader = theirs.replace(/ (?:trio|quartet|quintet|sextet|septet|octet)$/i, "");
  const found = [
    readings.some(isPart) ? "is part of the credit" : "",
    readings.some(({ parts }) => parts.some(isOwn)) ? "is named beside others" : "",
    leader !== theirs && isOwn(readName(leader)) ? "leads his own" : "",
    leads(theirs, name) ? `leads ${name}` : "",
    isInitials(theirs, name) ? "is named by initials" : "",
  ];
  return found.filter((how) => how !== "").map((how) => explained(0.8, how));
}

/** "Jimi Hendrix" of *The Jimi Hendrix Experience*: his whole name begins the band's. Not the reverse: tributes are so called. */
function leads(theirs: string, name: string): boolean {
  const [their, own] = [foldName(theirs), foldName(name)];
  if (!their.includes(" ") || !own.startsWith(`${their} `)) return false;
  return /^(?:and )?(?:the |his |her |their )?(?:\p{L}+ )?(?:experience|band|bands|orchestra|group|trio|quartet|quintet|sextet|septet|octet|nonet|combo|ensemble|project|all stars|allstars|revue|five|seven|wailers|revolution|crew|explosion)$/u.test(
    own.slice(their.length + 1),
  );
}

/** "Hendrix, Jimi Experience": the same words in another order, at least two. */
function isInAnotherOrder(theirs: string, name: string): boolean {
  const sorted = (text: string): string[] => foldName(text).split(" ").sort();
  const [their, own] = [sorted(theirs), sorted(name)];
  return own.length > 1 && their.join(" ") === own.join(" ");
}

/** "CSN&Y", "R.H.C.P.": in capitals, the first letters of three names or more. */
function isInitials(theirs: string, name: string): boolean {
  const letters = theirs.replace(/[^\p{L}]/gu, "");
  if (letters.length < 3 || letters !== letters.toUpperCase()) return false;
  const words = foldName(name)
    .split(" ")
    .filter((word) => word !== "and" && word !== "the");
  return words.length >= 3 && words.map((word) => word[0]).join("") === letters.toLowerCase();
}

/** "Karajan" and "Holst" where several play: the last name, on either side, is theirs. */
function standsWithin(theirs: string, names: string[], count: number): boolean {
  if (count < 2) return false;
  const their = foldName(theirs).split(" ");
  return names.some((name) => {
    const own = foldName(name).split(" ");
    const [short, long] = their.length <= own.length ? [their, own] : [own, their];
    return short.length === 1 && short[0]!.length >= 4 && long.length > 1 && long.at(-1) === short[0];
  });
}

function turnedAtComma(name: string): string[] {
  if (!name.includes(",")) return [];
  const [last = "", first = "", ...more] = name.split(",").map((part) => part.trim());
  return more.length === 0 && first !== "" ? [`${first} ${last}`] : [];
}

function agreementOf({ kind, score }: TextMatch): NameMatch["agreement"] {
  if (kind === "identical") return "same";
  if (kind === "explained" || kind === "qualifier") return score >= 0.7 ? "partly" : "different";
  return kind === "similar" && score >= 0.75 ? "similar" : "different";
}
