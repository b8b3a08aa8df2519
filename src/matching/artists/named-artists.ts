import type { ArtistCandidate } from "./artist-resolver.ts";
import type { AlbumCandidate } from "../candidate.ts";
import { compareName, readArtistWords } from "./compare-artists.ts";
import { foldName } from "../text/fold.ts";
import { readPhrase, type Phrase } from "../text/phrase.ts";

/** An artist with the names, of those that were typed, that are theirs. */
export interface KnownArtist {
  mbid: string;
  names: string[];
}

/** More share a name than can be asked about at once. */
const mostArtists = 12;

/** MBIDs of the artists that candidates are credited to under one of these names, or a part of it ("A & B"). */
export function findCredited(names: string[], candidates: AlbumCandidate[]): string[] {
  const phrases = names.flatMap(phrasesOf);
  const artists = new Map(candidates.flatMap((each) => each.artists).map((artist) => [artist.mbid, artist]));
  const credited = [...artists.values()].filter((artist) =>
    phrases.some((phrase) => compareName(phrase, artist, readName).kind === "identical"),
  );
  return credited.map(({ mbid }) => mbid).slice(0, mostArtists);
}

/** Of the artists that a search brought: those who go by one of the names; if nobody does, those who nearly do. */
export function artistsCalled(names: string[], found: ArtistCandidate[]): KnownArtist[] {
  const phrases = names.flatMap(phrasesOf);
  const judged = found.map((artist) => {
    const matches = phrases.map((phrase) => ({ phrase, match: compareName(phrase, artist, readName) }));
    const own = matches.filter(({ match }) => match.kind === "identical").map(({ phrase }) => phrase.shown);
    return { mbid: artist.mbid, names: own, score: Math.max(0, ...matches.map(({ match }) => match.score)) };
  });
  const called = judged.filter((artist) => artist.names.length > 0);
  const near = judged.filter(({ score }) => score >= 0.7);
  return (called.length > 0 ? called : near)
    .slice(0, mostArtists)
    .map(({ mbid, names: own }) => ({ mbid, names: own }));
}

/** A name, the names it may be made of, and the same without guests. */
function phrasesOf(name: string): Phrase[] {
  const { whole, parts, leader, withoutGuests } = readArtistWords(name);
  return [whole, ...parts, ...(leader ? [leader] : []), ...(withoutGuests ? [withoutGuests.whole] : [])];
}

const readName = (name: string): Phrase => readPhrase(name, foldName);
