import { albumQueryOf, albumWordsKey } from "../importers/album/query.ts";
import { artistWordsKey } from "../importers/artist/query.ts";
import { findByDecision } from "../importers/words.ts";
import type { Db } from "../db/connection.ts";
import type { ItemType } from "../db/item-types.ts";
import { statement, type Prepared } from "../db/statement.ts";
import { findAlbumsByTitle, getAlbum } from "../library/items/albums.ts";
import { findArtistIdsByAlias, findArtistsByName, getArtist } from "../library/items/artists.ts";
import { foldName, foldTitle } from "../matching/text/fold.ts";
import { readTitle } from "../matching/typed/readings.ts";

/** How the words fit: a whole title, or what they were decided to mean, before a beginning. */
export type Fit = "whole" | "beginning";

export interface Fitting {
  fit: Fit;
  ids: number[];
}

type ByKey = Prepared<[{ key: string }], { id: number }>;

/** From `@key` on, as long as keys begin so. */
const range = (column: string): string => `${column} >= @key AND ${column} < @key || char(0x10FFFF)`;
const albumsBeginning: ByKey = statement(`SELECT id FROM albums WHERE ${range("title_key")}`);
const artistsBeginning: ByKey = statement(
  `SELECT id FROM artists WHERE ${range("name_key")}
   UNION SELECT artist_id AS id FROM artist_aliases WHERE ${range("name_key")}`,
  { sorts: "the artists whose name begins with what a person typed" },
);

const typed = { scans: "once for a title that a person typed; no key of these titles is kept" };
const titlesOf = {
  release: statement<[], { id: number; title: string }>("SELECT id, title FROM releases", typed),
  track: statement<[], { id: number; title: string }>("SELECT id, title FROM tracks", typed),
};

/**
 * The items whose title is, or else begins with, these words, however they are written. `onlyWhole`: a number is no beginning,
 * lest "remove album 7" take another one when 7 is gone.
 */
export function findByTitle(
  db: Db,
  itemType: ItemType,
  words: string,
  { onlyWhole = false } = {},
): Fitting | undefined {
  const find = { album: findAlbums, artist: findArtists, release: findListed, track: findListed }[itemType];
  const whole = find(db, words, "whole", itemType);
  if (whole.length > 0) return { fit: "whole", ids: whole };
  const beginning = onlyWhole ? [] : find(db, words, "beginning", itemType);
  return beginning.length > 0 ? { fit: "beginning", ids: beginning } : undefined;
}

/**
 * By the first reading that fits any: words as typed come before a clever reading ("Artist - Title"). What the words were decided to mean,
 * when an album was imported or asked about, is one of those that fit, and hides no other of that title: a command may take it away.
 */
function findAlbums(db: Db, words: string, fit: Fit): number[] {
  const titled = findTitledAlbums(db, words, fit);
  if (fit === "beginning") return titled;
  const query = albumQueryOf({ title: words });
  const called = (): { id: number }[] => titled.map((id) => ({ id }));
  const decided = query ? findByDecision(db, "album", albumWordsKey(query)!, called) : [];
  const known = decided.filter((id) => getAlbum(db, id) !== undefined);
  return [...new Set([...known, ...titled])].sort(ascending);
}

function findTitledAlbums(db: Db, words: string, fit: Fit): number[] {
  for (const reading of readTitle(words)) {
    const ids =
      fit === "whole"
        ? findAlbumsByTitle(db, reading).map(({ id }) => id)
        : albumsWithBeginning(db, reading.title, reading.artist);
    if (ids.length > 0) return ids;
  }
  return [];
}

function albumsWithBeginning(db: Db, title: string, artist: string | undefined): number[] {
  const ids = idsOf(albumsBeginning, db, foldTitle(title));
  if (artist === undefined) return ids;
  const titled = new Set(ids.map((id) => getAlbum(db, id)!.titleKey));
  const theirs = [...titled].flatMap((key) => findAlbumsByTitle(db, { title: key, artist }));
  return [...new Set(theirs.map(({ id }) => id))].sort(ascending);
}

function findArtists(db: Db, words: string, fit: Fit): number[] {
  if (fit === "beginning") return idsOf(artistsBeginning, db, foldName(words));
  const called = findArtistsByName(db, words);
  const key = artistWordsKey({ kind: "name", name: words })!;
  const known = findByDecision(db, "artist", key, () => called).filter(
    (id) => getArtist(db, id) !== undefined,
  );
  const named = [...new Set([...known, ...called.map(({ id }) => id)])];
  return named.length > 0 ? named.sort(ascending) : findArtistIdsByAlias(db, words);
}

function findListed(db: Db, words: string, fit: Fit, itemType: ItemType): number[] {
  const key = foldTitle(words);
  const ids: number[] = [];
  for (const { id, title } of titlesOf[itemType as "release" | "track"](db).iterate()) {
    const folded = foldTitle(title);
    if (fit === "whole" ? folded === key : folded.startsWith(key)) ids.push(id);
  }
  return ids;
}

const idsOf = (query: ByKey, db: Db, key: string): number[] =>
  query(db)
    .all({ key })
    .map(({ id }) => id)
    .sort(ascending);

const ascending = (a: number, b: number): number => a - b;
