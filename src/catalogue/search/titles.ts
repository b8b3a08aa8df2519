import { foldTitle } from "../../matching/fold.ts";
import type { CatalogueDb } from "../open.ts";

/** Albums by the keys of their titles, and by whom. All of them, unless a limit says otherwise. */
export interface Titles {
  by(titleKeys: Iterable<number>, artists: number[]): number[];
  /** So many at the most, whoever they are by. */
  of(titleKeys: Iterable<number>, most: number): number[];
  /** The albums of these artists whose titles are most like one of these; all of a small discography. */
  alike(artists: number[], titles: string[]): number[];
}

/** Various Artists have hundreds of thousands: there the title is looked up first. */
const large = 3_000;
const mostAlike = 60;
/** Dice coefficient of shared bigrams under which two titles have nothing to do with each other. */
const leastAlike = 0.3;

export function createTitles(db: CatalogueDb): Titles {
  const ofKey = db
    .prepare<[number, number], number>("SELECT grp FROM title_keys WHERE hash = ? LIMIT ?")
    .pluck();
  const count = db
    .prepare<[number, number], number>(
      "SELECT count(*) FROM (SELECT 1 FROM artist_groups WHERE artist = ? LIMIT ?)",
    )
    .pluck();
  const join = (first: string, second: string) =>
    db
      .prepare<[{ hash: number; artist: number }], number>(
        `SELECT title_keys.grp FROM ${first} CROSS JOIN ${second} ON title_keys.grp = artist_groups.grp
         WHERE title_keys.hash = @hash AND artist_groups.artist = @artist`,
      )
      .pluck();
  const artistFirst = join("artist_groups", "title_keys");
  const titleFirst = join("title_keys", "artist_groups");
  const discography = db.prepare<[number, number], { id: number; title: string }>(
    "SELECT groups.id, groups.title FROM artist_groups JOIN groups ON groups.id = artist_groups.grp WHERE artist = ? LIMIT ?",
  );

  return {
    by(titleKeys, artists) {
      const found = artists.flatMap((artist) => {
        const byBoth = (count.get(artist, large) ?? 0) < large ? artistFirst : titleFirst;
        return [...titleKeys].flatMap((hash) => byBoth.all({ hash, artist }));
      });
      return [...new Set(found)];
    },

    of: (titleKeys, most) => [...new Set([...titleKeys].flatMap((hash) => ofKey.all(hash, most)))],

    alike(artists, titles) {
      const wanted = titles.map(bigramsOf);
      const small = artists.filter((artist) => (count.get(artist, large) ?? 0) < large);
      const owned = new Map(
        small.flatMap((artist) => discography.all(artist, large)).map(({ id, title }) => [id, title]),
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
