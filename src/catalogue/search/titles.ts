import { foldTitle } from "../../matching/text/fold.ts";
import type { CatalogueDb } from "../open.ts";

/** Albums by the keys of their titles, and by whom. All of them, unless a limit says otherwise. */
export interface Titles {
  by(titleKeys: Iterable<number>, artists: number[]): number[];
  /** So many at the most, whoever they are by. */
  of(titleKeys: Iterable<number>, most: number): number[];
  /** The albums of these artists whose titles are most like one of these; all of a small discography. */
  alike(artists: number[], titles: string[]): number[];
}

/** Various Artists have hundreds of thousands: nobody looks through those. */
const large = 3_000;
const mostAlike = 60;
/** Of so many artists it is remembered whether they are large. */
const mostKept = 50_000;
/** Dice coefficient of shared bigrams under which two titles have nothing to do with each other. */
const leastAlike = 0.3;

function prepareTitles(db: CatalogueDb) {
  return {
    ofKey: db
      .prepare<[number, number], number>("SELECT DISTINCT grp FROM title_keys WHERE hash = ? LIMIT ?")
      .pluck(),
    ownersOfKey: db.prepare<[number, number], { artist: number; grp: number }>(
      "SELECT artist, grp FROM title_keys WHERE hash = ? LIMIT ?",
    ),
    ofKeyBy: db
      .prepare<[number, number], number>("SELECT grp FROM title_keys WHERE hash = ? AND artist = ?")
      .pluck(),
    count: db
      .prepare<[number, number], number>(
        "SELECT count(*) FROM (SELECT 1 FROM artist_groups WHERE artist = ? LIMIT ?)",
      )
      .pluck(),
    discography: db.prepare<[number, number], { id: number; title: string }>(
      "SELECT groups.id, groups.title FROM artist_groups JOIN groups ON groups.id = artist_groups.grp WHERE artist = ? LIMIT ?",
    ),
  };
}

export function createTitles(db: CatalogueDb): Titles {
  const rows = prepareTitles(db);
  const sizes = new Map<number, boolean>();
  function isLarge(artist: number): boolean {
    const known = sizes.get(artist) ?? (rows.count.get(artist, large) ?? 0) >= large;
    if (sizes.size >= mostKept) sizes.clear();
    sizes.set(artist, known);
    return known;
  }

  /** By the smaller side: hundreds of artists are called alike, and thousands of albums. */
  function ofKeyBy(hash: number, artists: Set<number>): number[] {
    const all = rows.ownersOfKey.all(hash, artists.size + 1);
    if (all.length > artists.size) return [...artists].flatMap((artist) => rows.ofKeyBy.all(hash, artist));
    return all.filter(({ artist }) => artists.has(artist)).map(({ grp }) => grp);
  }

  return {
    by(titleKeys, artists) {
      const wanted = new Set(artists);
      if (wanted.size === 0) return [];
      return [...new Set([...titleKeys].flatMap((hash) => ofKeyBy(hash, wanted)))];
    },

    of: (titleKeys, most) => [...new Set([...titleKeys].flatMap((hash) => rows.ofKey.all(hash, most)))],

    alike(artists, titles) {
      const wanted = titles.map(bigramsOf);
      const small = artists.filter((artist) => !isLarge(artist));
      const owned = new Map(
        small.flatMap((artist) => rows.discography.all(artist, large)).map(({ id, title }) => [id, title]),
      );
      const ranked = [...owned]
        .map(([id, title]) => {
          const own = bigramsOf(title);
          return { id, likeness: Math.max(...wanted.map((each) => shared(each, own))) };
        })
        .sort((one, other) => other.likeness - one.likeness);
      // An alias, or what an edition is called, need not look like the title: where there are few, the resolver looks at all.
      const likely =
        owned.size <= mostAlike ? ranked : ranked.filter(({ likeness }) => likeness >= leastAlike);
      return likely.slice(0, mostAlike).map(({ id }) => id);
    },
  };
}

function bigramsOf(title: string): Set<string> {
  const text = ` ${foldTitle(title).replaceAll(" ", "")} `;
  return new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)));
}

function shared(some: Set<string>, other: Set<string>): number {
  let both = 0;
  for (const each of some) if (other.has(each)) both++;
  const smaller = Math.min(some.size, other.size);
  // A long title that begins as the short one that was typed is like it, too.
  return Math.max((2 * both) / (some.size + other.size), smaller >= 6 ? (0.9 * both) / smaller : 0);
}
