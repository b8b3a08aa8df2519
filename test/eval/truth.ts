import { isSpecialPurpose, type AlbumCandidate } from "../../src/matching/candidate.ts";

/** What should come of a query. Anything else that is accepted is a wrong accept. */
export type Expectation =
  | { outcome: "resolved"; mbid: string }
  | { outcome: "ambiguous" }
  /** Not accepted, in whatever words. */
  | { outcome: "held" }
  /** The words leave it open: this album may be accepted, or nothing. */
  | { outcome: "guess"; mbid: string };

export interface Truth {
  ofTitle(title: string, year?: number): Expectation;
  /** By everybody that `like` is credited to. */
  ofTitleAndArtist(title: string, like: AlbumCandidate, year?: number): Expectation;
  ofTitleAndOneArtist(title: string, artistMbid: string): Expectation;
}

/** Works on the pool's facts with a key of its own, so that a fault in our folding can't hide itself. */
export function createTruth(albums: AlbumCandidate[]): Truth {
  const byKey = new Map<string, AlbumCandidate[]>();
  for (const album of albums) {
    for (const key of new Set([album.title, ...album.aliases].map(keyOf))) {
      byKey.set(key, [...(byKey.get(key) ?? []), album]);
    }
  }
  const titled = (title: string): AlbumCandidate[] => byKey.get(keyOf(title)) ?? [];
  return {
    ofTitle(title, year) {
      const all = titled(title);
      return year === undefined ? decide(all) : decideByYear(all, year);
    },
    ofTitleAndArtist(title, like, year) {
      const all = titled(title).filter((album) => artistsOf(album) === artistsOf(like));
      const sameYear = all.filter((album) => yearOf(album) === year);
      return decide(sameYear.length > 0 ? sameYear : all);
    },
    ofTitleAndOneArtist: (title, artistMbid) =>
      decide(titled(title).filter(({ artists }) => artists.some(({ mbid }) => mbid === artistMbid))),
  };
}

export const yearOf = ({ firstReleaseDate }: AlbumCandidate): number =>
  Number(firstReleaseDate?.slice(0, 4) || "NaN");

const artistsOf = ({ artists }: AlbumCandidate): string => artists.map(({ mbid }) => mbid).join(" ");

/** Albums of Various Artists have nobody in common. */
const creditOf = (album: AlbumCandidate): string =>
  album.artists.some(isSpecialPurpose) ? album.mbid : artistsOf(album);

/** One is the answer; of one artist's several, the only plain album is; anything more is open. */
function decide(albums: AlbumCandidate[]): Expectation {
  if (albums.length === 0) return { outcome: "held" };
  if (new Set(albums.map(creditOf)).size > 1) return { outcome: "ambiguous" };
  const first = Math.min(...albums.map(rankOf));
  const best = albums.filter((album) => rankOf(album) === first);
  return best.length === 1 ? { outcome: "resolved", mbid: best[0]!.mbid } : { outcome: "ambiguous" };
}

/** The year decides if it is that of one, and not next to that of another artist's, nor that unknown. */
function decideByYear(all: AlbumCandidate[], year: number): Expectation {
  const sameYear = all.filter((album) => yearOf(album) === year);
  const open = new Set(all.map(creditOf)).size > 1;
  if (sameYear.length === 0) return { outcome: open ? "ambiguous" : "held" };
  const close = all.filter((album) => !(Math.abs(yearOf(album) - year) > 1));
  return new Set(close.map(creditOf)).size > 1 ? { outcome: "ambiguous" } : decide(sameYear);
}

function rankOf({ primaryType, secondaryTypes }: AlbumCandidate): number {
  const demoted = secondaryTypes.some((type) => type !== "Soundtrack") ? 1 : 0;
  // An EP and a single of one name are equals.
  return demoted + (primaryType === "EP" || primaryType === "Single" ? 2 : 0);
}

const values: Record<string, string> = { i: "1", ii: "2", iii: "3", iv: "4", v: "5", vi: "6", vii: "7" };

/** Titles that people would call the same. */
function keyOf(title: string): string {
  const plain = title
    .replace("×", "x")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/^the (?=\S)/, "")
    .replace(/(?<=\p{L} ?)[&+](?= ?\p{L})/gu, "and")
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replace(/(?<=\S )(?:iii|ii|iv|vii|vi|v|i)$/, (roman) => values[roman]!)
    .replace(/(?<=\S )(?:vol\.|volume) (?=\d+$)/, "");
  return plain.replace(/[^\p{L}\p{M}\p{N}+=÷]/gu, "") || plain.replace(/\s/g, "");
}
