import { mayName } from "../../../matching/albums/names-album.ts";
import type { AlbumCandidate } from "../../../matching/candidate.ts";
import type { TitleReading } from "../../../matching/typed/readings.ts";

/** What is said of an album beside what names it. */
export interface AlbumClaim {
  /** Whether that may be said of this album, by the names that are known here. */
  fits: (album: AlbumCandidate) => boolean;
  /** Its editions may fit where it does not: it has a title, or a year. */
  isOfEditions: boolean;
  hasArtist: boolean;
}

/** That it is called so; by these artists and of that year, where the words tell any. */
export function claimOfWords(readings: TitleReading[]): AlbumClaim {
  const hasArtist = readings.some(({ artist }) => artist !== undefined);
  const fits = (album: AlbumCandidate): boolean => mayName({ readings }, album);
  return { fits, isOfEditions: true, hasArtist };
}

/** That it is theirs, or of that year, whatever it is called. */
export function claimBeside(said: Pick<TitleReading, "artist" | "year">): AlbumClaim {
  const { artist, year } = said;
  const fits = (album: AlbumCandidate): boolean =>
    mayName({ readings: [{ ...said, title: album.title }] }, album);
  return { fits, isOfEditions: year !== undefined, hasArtist: artist !== undefined };
}
