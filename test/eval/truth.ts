import { isSpecialPurpose, type AlbumCandidate } from "../../src/matching/candidate.ts";

/** What should come of a query. Anything else that is accepted is a wrong accept. */
export type Expectation =
  | { outcome: "resolved"; mbid: string }
  | { outcome: "ambiguous" }
  /** Not accepted, in whatever words. */
  | { outcome: "held" }
  /** A guess: the album itself may be accepted, or nothing. */
  | { outcome: "resolved or held"; mbid: string };

export interface Truth {
  ofTitle(title: string, year?: number): Expectation;
  ofTitleAndArtist(title: string, like: AlbumCandidate, year?: number): Expectation;
}

/** Works on the pool's facts with a key of its own, so that a fault in our folding can't hide itself. */
export function createTruth(albums: AlbumCandidate[]): Truth {
  const titled = (title: string): AlbumCandidate[] =>
    albums.filter((album) => [album.title, ...album.aliases].some((name) => keyOf(name) === keyOf(title)));
  return {
    ofTitle(title, year) {
      const all = titled(title);
      const sameYear = all.filter((album) => yearOf(album) === year);
      if (year === undefined || all.length === 0) return decide(all);
      const others = all.filter((album) => yearOf(album) !== year);
      const far = others.every((album) => Math.abs(yearOf(album) - year) > 1 || sameCredit(album, sameYear[0]));
      return sameYear.length > 0 && far ? decide(sameYear) : { outcome: all.length > 1 ? "ambiguous" : "held" };
    },
    ofTitleAndArtist(title, like, year) {
      const all = titled(title).filter((album) => sameCredit(album, like));
      const sameYear = all.filter((album) => yearOf(album) === year);
      return decide(sameYear.length > 0 ? sameYear : all);
    },
  };
}

const yearOf = ({ firstReleaseDate }: AlbumCandidate): number => Number(firstReleaseDate?.slice(0, 4) ?? "NaN");

export const creditOf = ({ mbid, artists }: AlbumCandidate): string =>
  artists.some(isSpecialPurpose) ? mbid : artists.map((artist) => artist.mbid).join(" ");

const sameCredit = (some: AlbumCandidate, other: AlbumCandidate | undefined): boolean =>
  other !== undefined &&
  some.artists.map(({ mbid }) => mbid).join(" ") === other.artists.map(({ mbid }) => mbid).join(" ");

/** One is the answer; of one artist's several, the only plain album is; anything more is open. */
function decide(albums: AlbumCandidate[]): Expectation {
  if (albums.length === 0) return { outcome: "held" };
  if (new Set(albums.map(creditOf)).size > 1) return { outcome: "ambiguous" };
  const first = Math.min(...albums.map(rankOf));
  const best = albums.filter((album) => rankOf(album) === first);
  return best.length === 1 ? { outcome: "resolved", mbid: best[0]!.mbid } : { outcome: "ambiguous" };
}

function rankOf({ primaryType, secondaryTypes }: AlbumCandidate): number {
  const demoted = secondaryTypes.some((type) => type !== "Soundtrack") ? 1 : 0;
  return demoted + 2 * ["Album", "EP", "Single"].indexOf(primaryType ?? "Album");
}

/** Titles that people would call the same. */
function keyOf(title: string): string {
  const plain = title
    .replace("×", "x")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/^the (?=\S)/, "")
    .replace(/&/g, "and")
    .replaceAll("œ", "oe");
  return plain.replace(/[^\p{L}\p{M}\p{N}]/gu, "") || plain.replace(/\s/g, "");
}
