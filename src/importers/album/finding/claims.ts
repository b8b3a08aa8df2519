import { mayName } from "../../../matching/albums/names-album.ts";
import type { AlbumCandidate } from "../../../matching/candidate.ts";
import type { TitleReading } from "../../../matching/typed/readings.ts";

/** What is said of an album beside what names it. */
export interface AlbumClaim {
  /** Whether that may be said of this album, by the names that are known here. */
  fits: (album: AlbumCandidate) => boolean;
  hasTitle: boolean;
  hasArtist: boolean;
}

/** That it is called so; by these artists, where the words tell any. */
export function claimOfWords(readings: TitleReading[]): AlbumClaim {
  const hasArtist = readings.some(({ artist }) => artist !== undefined);
  return { fits: (album) => mayName({ readings }, album), hasTitle: true, hasArtist };
}

/** That it is theirs, whatever it is called. */
export function claimOfArtist(artist: string): AlbumClaim {
  const fits = (album: AlbumCandidate): boolean =>
    mayName({ readings: [{ title: album.title, artist }] }, album);
  return { fits, hasTitle: false, hasArtist: true };
}
