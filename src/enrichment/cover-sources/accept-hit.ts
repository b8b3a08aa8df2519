import { artistNamed, type AlbumCandidate } from "../../matching/candidate.ts";
import { compareArtists, readArtistWords } from "../../matching/artists/compare-artists.ts";
import { compareTitle } from "../../matching/titles/compare-titles.ts";
import { foldName } from "../../matching/text/fold.ts";
import { readPhrase } from "../../matching/text/phrase.ts";
import { takeApart } from "../../matching/titles/title.ts";

/** An album that a search by name found. */
export interface NamedHit {
  title: string;
  artist: string;
  type: string | undefined;
  year: number | undefined;
  coverUrl: string | undefined;
}

interface Wanted {
  title: string;
  artist: string;
  year: number | null;
}

/** Edition words may differ; "(Karaoke Version)", "(Live)" or another number are far below. */
const leastTitle = 0.85;

/**
 * The hit that is this album: the artist identical, the title nearly so. Undefined where none is, or where several
 * are, with covers that differ (six albums are called "Weezer"): a wrong cover is worse than none.
 */
export function acceptHit<Hit extends NamedHit>(wanted: Wanted, hits: Hit[]): Hit | undefined {
  const scored = hits
    .filter((hit) => hit.coverUrl !== undefined)
    .map((hit) => ({ hit, score: scoreHit(wanted, hit) }))
    .filter(({ score }) => score >= leastTitle);
  const best = Math.max(...scored.map(({ score }) => score));
  const ofYear = ({ year }: Hit): boolean =>
    year !== undefined && wanted.year !== null && Math.abs(year - wanted.year) <= 1;
  let left = scored.filter(({ score }) => score === best).map(({ hit }) => hit);
  left = preferred(left, ofYear);
  left = preferred(left, ({ type }) => type === "album");
  return new Set(left.map(({ coverUrl }) => coverUrl)).size === 1 ? left[0] : undefined;
}

/** Those that fit, if any does. */
function preferred<Hit>(hits: Hit[], fits: (hit: Hit) => boolean): Hit[] {
  const fitting = hits.filter(fits);
  return fitting.length > 0 ? fitting : hits;
}

const typeNames: Record<string, string> = { album: "Album", single: "Single", ep: "EP" };

/** How the titles agree, 0 to 1; 0 where the artist is not the same. "Various Artists" is nobody in particular. */
function scoreHit(wanted: Wanted, { title, artist, type }: NamedHit): number {
  const asked = readArtistWords(wanted.artist);
  const credited = artistNamed(artist);
  const match = compareArtists(asked, [credited], (name) => readPhrase(name, foldName));
  if (match.kind !== "identical") return 0;
  const primaryType = typeNames[type ?? ""];
  const candidate: AlbumCandidate = {
    mbid: "",
    title,
    aliases: [],
    artists: [credited],
    secondaryTypes: [],
    ...(primaryType !== undefined && { primaryType }),
  };
  return compareTitle(takeApart(wanted.title), candidate, takeApart).score;
}
