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

/** Various Artists have hundreds of thousands: there the title is looked up first. */
const large = 3_000;
/** A title that more albums have is looked up by artist. */
const mostHeld = 2_000;
const mostAlike = 60;
/** Of so many artists it is remembered whether they are large. */
const mostKept = 50_000;
/** Dice coefficient of shared bigrams under which two titles have nothing to do with each other. */
const leastAlike = 0.3;

function prepareTitles(db: CatalogueDb) {
  const numbers = <Bound extends unknown[]>(sql: string) => db.prepare<Bound, number>(sql).pluck();
  const join = (first: string, second: string) =>
    numbers<[{ hash: number; artist: number }]>(
      `SELECT title_keys.grp FROM ${first} CROSS JOIN ${second} ON title_keys.grp = artist_groups.grp
       WHERE title_keys.hash = @hash AND artist_groups.artist = @artist`,
    );
  return {
    ofKey: numbers<[number, number]>("SELECT grp FROM title_keys WHERE hash = ? LIMIT ?"),
    ownersOf: numbers<[number]>("SELECT artist FROM artist_groups WHERE grp = ?"),
    ownedBy: numbers<[number]>("SELECT grp FROM artist_groups WHERE artist = ?"),
    count: numbers<[number, number]>(
      "SELECT count(*) FROM (SELECT 1 FROM artist_groups WHERE artist = ? LIMIT ?)",
    ),
    artistFirst: join("artist_groups", "title_keys"),
    titleFirst: join("title_keys", "artist_groups"),
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

  /** Join by the smaller side: hundreds of artists are called alike, and hundreds of albums. */
  function ofTheseBy(groups: Set<number>, artists: Set<number>): number[] {
    if (groups.size <= 4 + 2 * artists.size)
      return [...groups].filter((group) => rows.ownersOf.all(group).some((artist) => artists.has(artist)));
    return [...artists].flatMap((artist) => rows.ownedBy.all(artist).filter((group) => groups.has(group)));
  }

  const join = (hash: number, artist: number): number[] =>
    (isLarge(artist) ? rows.titleFirst : rows.artistFirst).all({ hash, artist });

  return {
    by(titleKeys, artists) {
      const small = new Set(artists.filter((artist) => !isLarge(artist)));
      const large = artists.filter(isLarge);
      const held = new Set<number>();
      const found: number[] = [];
      for (const hash of artists.length > 0 ? titleKeys : []) {
        const groups = rows.ofKey.all(hash, mostHeld);
        const isAll = groups.length < mostHeld;
        if (isAll) for (const group of groups) held.add(group);
        for (const artist of isAll ? large : artists) found.push(...join(hash, artist));
      }
      return [...new Set([...found, ...ofTheseBy(held, small)])];
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
