import {
  discogsOf,
  type DiscogsCatalogue,
  type DiscogsDocument,
} from "../../../src/demo/discogs/catalogue.ts";
import { variousArtistsMbid } from "../../../src/matching/artists/various-artists.ts";
import { foldTitle } from "../../../src/matching/text/fold.ts";
import type { PoolAlbum } from "../road/case-file.ts";

/** What each of two sources has of one pool of albums. */
export interface Shared {
  /** What MusicBrainz has: it lacks some, and of some it knows the master at Discogs. */
  known: PoolAlbum[];
  discogs: DiscogsCatalogue;
  /** MBIDs of those that only Discogs has. */
  lacking: Set<string>;
}

/** The master of the album at this place of the pool. */
export const masterOf = (at: number): number => at + 1;

/**
 * Discogs has all of the pool. MusicBrainz lacks each fourth, but none whose title another's begins with, or the other way round: what is
 * a question about two would be none without one of them. Of those that it has it links every other.
 */
export function shareOut(pool: PoolAlbum[]): Shared {
  const titles = pool.map(({ title }) => foldTitle(title));
  const isAlike = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);
  const isLacking = (_: PoolAlbum, at: number): boolean =>
    at % 4 === 3 && titles.every((title, place) => place === at || !isAlike(title, titles[at]!));
  const lacking = pool.filter(isLacking);
  const known = pool
    .map((album, at) => (at % 2 === 0 ? { ...album, discogs_master: masterOf(at) } : album))
    .filter((_, at) => !isLacking(pool[at]!, at));
  return { known, discogs: discogsCatalogueOf(pool), lacking: new Set(lacking.map(({ mbid }) => mbid)) };
}

function discogsCatalogueOf(pool: PoolAlbum[]): DiscogsCatalogue {
  const mbids = pool.flatMap(({ artists }) => artists.map(({ mbid }) => mbid));
  const ids = new Map([...new Set(mbids)].map((mbid, at) => [mbid, at + 1000]));
  ids.set(variousArtistsMbid, 194); // theirs for "Various"
  const creditsOf = ({ artists }: PoolAlbum): DiscogsDocument[] =>
    artists.map(({ mbid, name, as, join }) => ({
      id: ids.get(mbid)!,
      name,
      anv: as ?? "",
      join: join?.trim() ?? "",
      role: "",
      tracks: "",
      resource_url: "",
    }));
  return discogsOf({
    masters: pool.map((album, at) => ({
      id: masterOf(at),
      title: album.title,
      year: yearOf(album),
      artists: creditsOf(album),
      main_release: masterOf(at),
      genres: ["Rock"],
      styles: [],
      tracklist: [],
      data_quality: "Correct",
    })),
    releases: pool.map((album, at) => ({
      id: masterOf(at),
      status: "Accepted",
      title: album.title,
      year: yearOf(album),
      released: album.year ?? "",
      artists: creditsOf(album),
      master_id: masterOf(at),
      labels: [],
      formats: [{ name: "CD", qty: "1", descriptions: ["Album"] }],
      identifiers: [],
      tracklist: Array.from({ length: 10 }, (_, number) => ({
        position: `${number + 1}`,
        type_: "track",
        title: `${album.title}, part ${number + 1}`,
        duration: "3:00",
      })),
      images: [],
    })),
    artists: pool.flatMap(({ artists }) =>
      artists.map(({ mbid, name }) => ({ id: ids.get(mbid)!, name, namevariations: [], urls: [] })),
    ),
  });
}

const yearOf = ({ year }: PoolAlbum): number => Number(year?.slice(0, 4) ?? 0);
