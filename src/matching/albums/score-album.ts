import { isSmall } from "../text/align-words.ts";
import type { AlbumCandidate } from "../candidate.ts";
import { compareArtists, readArtistWords, type ArtistWords } from "../artists/compare-artists.ts";
import type { TextMatch } from "../text/compare-phrases.ts";
import { compareTitle } from "../titles/compare-titles.ts";
import { foldName } from "../text/fold.ts";
import { readPhrase } from "../text/phrase.ts";
import type { TitleReading } from "../typed/readings.ts";
import { isTypeWord, priorOf, type Prior } from "../titles/release-types.ts";
import { takeApart, type Title } from "../titles/title.ts";
import { leastAlike } from "../artists/names-artist.ts";
import { compareYear, yearPenalties, type YearMatch } from "./years.ts";

export interface ScoredAlbum {
  candidate: AlbumCandidate;
  /** 0 to 1: how well what was asked agrees. */
  score: number;
  /** 0 to 1: how much was asked, of what could be compared. A title alone is half. */
  coverage: number;
  /** Short reasons, for people. */
  why: string[];
  reading: TitleReading;
}

/** A scored album with what the decision rests on. */
export interface JudgedAlbum extends ScoredAlbum {
  /** The score less what its type takes off: only for ties. */
  standing: number;
  title: TextMatch;
  artist: TextMatch | undefined;
  year: YearMatch;
}

/** Scores candidates against one reading; what was read or compared once is kept for the next. */
export interface Scorer {
  score(candidate: AlbumCandidate, reading: TitleReading): JudgedAlbum;
  /** Whatever its title says: the artist that was asked for is none of its. */
  isByAnother(candidate: AlbumCandidate, reading: TitleReading): boolean;
}

/** @param queryWords every word that was typed, for types that are named in it */
export function createScorer(queryWords: Set<string>): Scorer {
  const readTitle = keep<Title>(takeApart);
  const compareArtist = createArtistComparer();
  const score = (candidate: AlbumCandidate, reading: TitleReading): JudgedAlbum => {
    const asked = readTitle(reading.title);
    const title = compareTitle(asked, candidate, readTitle);
    const artist = reading.artist === undefined ? undefined : compareArtist(reading.artist, candidate);
    const year = compareYear(reading.year, candidate.firstReleaseDate);
    const prior = priorOf(candidate, queryWords);
    const score = Math.max(0, combine(title, artist, asked.whole.words) - yearPenalties[year]);
    return {
      candidate,
      reading,
      title,
      artist,
      year,
      score: round(score),
      standing: round(score - prior.penalty),
      coverage: coverageOf(artist, year),
      why: reasonsOf(candidate, reading, { title, artist, year, prior }),
    };
  };
  const isByAnother = (candidate: AlbumCandidate, { artist }: TitleReading): boolean =>
    artist !== undefined && compareArtist(artist, candidate).score < leastAlike;
  return { score, isByAnother };
}

/** A hundred candidates are by a few artists, and these have many names: every credit is compared once. */
function createArtistComparer(): (name: string, candidate: AlbumCandidate) => TextMatch {
  const readName = keep((name) => readPhrase(name, foldName));
  const readWords = keep<ArtistWords>(readArtistWords);
  const matches = new Map<string, TextMatch>();
  return (name, { artists }) => {
    const credit = artists.map(({ mbid, creditedAs, joinPhrase }) => mbid + creditedAs + joinPhrase);
    const key = [name, ...credit].join("\n");
    const match = matches.get(key) ?? compareArtists(readWords(name), artists, readName);
    matches.set(key, match);
    return match;
  };
}

const contradicted = 0.3;
const agreement = 0.8;

/** Two that are certain are weighed; two that are only similar multiply; one that fails holds the other back. */
function combine(title: TextMatch, artist: TextMatch | undefined, words: string[]): number {
  if (!artist) return title.score;
  const weighed = 0.6 * title.score + 0.4 * artist.score;
  if (artist.score < leastAlike) return Math.min(contradicted, weighed);
  const weaker = Math.min(title.score, artist.score);
  const excused = artist.kind === "similar" && artist.score >= 0.7 && isDistinctive(title, words);
  if (weaker < agreement && !excused) return Math.min(weighed, weaker + 0.05, agreement - 0.01);
  return title.kind === "similar" && artist.kind === "similar" ? title.score * artist.score : weighed;
}

/** An identical title of two telling words vouches for the artist if the name has a slip; "Greatest Hits" does not. */
const isDistinctive = (title: TextMatch, words: string[]): boolean =>
  title.kind === "identical" &&
  words.filter((word) => word.length > 2 && !isSmall(word) && !isTypeWord(word)).length >= 2;

function coverageOf(artist: TextMatch | undefined, year: YearMatch): number {
  const comparedYear = year !== "unasked" && year !== "unknown";
  return 0.5 + (artist ? 0.35 : 0) + (comparedYear ? 0.15 : 0);
}

interface Findings {
  title: TextMatch;
  artist: TextMatch | undefined;
  year: YearMatch;
  prior: Prior;
}

function reasonsOf(
  { firstReleaseDate }: AlbumCandidate,
  reading: TitleReading,
  { title, artist, year, prior }: Findings,
): string[] {
  const first = firstReleaseDate?.slice(0, 4);
  const years: Record<YearMatch, string[]> = {
    unasked: [],
    unknown: ["year not known"],
    agrees: [`year ${reading.year} agrees`],
    near: [`year ${reading.year} is next to ${first}`],
    later: [`year ${reading.year} is later than the first release in ${first}`],
    earlier: [`year ${reading.year} is before the first release in ${first}`],
  };
  const said = (noun: string, { kind, how }: TextMatch): string =>
    kind === "numbers" ? how : `${noun} ${how}`;
  return [
    said("title", title),
    ...(artist ? [said("artist", artist)] : []),
    ...years[year],
    ...(prior.why === undefined ? [] : [prior.why]),
  ];
}

const round = (score: number): number => Math.round(score * 1000) / 1000;

function keep<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const value = known.get(text) ?? read(text);
    known.set(text, value);
    return value;
  };
}
