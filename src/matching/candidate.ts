import { variousArtistsMbid } from "./artists/various-artists.ts";
/** A release group of MusicBrainz, as far as it helps to decide whether it is the one that was asked for. */
export interface AlbumCandidate {
  mbid: string;
  title: string;
  aliases: string[];
  /** Titles of its releases that are not its own. */
  editionTitles?: string[];
  /** When its releases came out, as far as it is known; `areAll`: there are no others. */
  editionYears?: { years: number[]; areAll: boolean };
  disambiguation?: string;
  artists: CandidateArtist[];
  primaryType?: string;
  secondaryTypes: string[];
  firstReleaseDate?: string;
  releaseCount?: number;
  /** MusicBrainz's own, relative to its best hit: the first is always 100, right or wrong. */
  searchScore?: number;
}

/** One of those an album is credited to. */
export interface CandidateArtist {
  mbid: string;
  name: string;
  creditedAs: string;
  joinPhrase: string;
  sortName?: string;
  aliases: string[];
}

/** Somebody of whom only a name is known. */
export const artistNamed = (name: string): CandidateArtist => ({
  mbid: "",
  name,
  creditedAs: name,
  joinPhrase: "",
  aliases: [],
});

/** Albums by these share no artist: [no artist], [unknown], [traditional], and names in brackets in general. */
export function isSpecialPurpose({ mbid, name }: CandidateArtist): boolean {
  return mbid === variousArtistsMbid || /^\[.*\]$/.test(name);
}
