import type { Db } from "../../src/db/connection.ts";
import type { KindName } from "../../src/finding/field.ts";
import { findLines, type ItemLine } from "../../src/finding/find.ts";
import { itemKinds } from "../../src/finding/kinds/kinds.ts";
import { parseQuery } from "../../src/finding/query/parse-query.ts";
import { saveAlbum } from "../../src/library/write/items/albums.ts";
import { saveRelease } from "../../src/library/write/items/releases.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { albumFacts, credits, mediumFacts, releaseFacts, trackFacts } from "../library/facts.ts";

/** Libraries to find things in. */

export interface ShelfAlbum {
  title: string;
  artists: [name: string, join?: string][];
  date: string | null;
  type?: string;
  genres?: string[];
  tracks?: string[];
}

/** Saves an album with one release, in the way imports do. @returns its id */
export function putAlbum(db: Db, album: ShelfAlbum, at = 1): number {
  const { title, artists, date, type = "Album", genres = [], tracks = [] } = album;
  const credit = credits(...artists);
  const { id } = saveAlbum(
    db,
    albumFacts(`group of ${title} ${at}`, {
      title,
      credits: credit,
      firstReleaseDate: date,
      primaryType: type,
      categories: genres.map((name, place) => ({ kind: "genre", name, weight: 10 - place })),
    }),
    at,
  );
  const songs = tracks.map((song, place) =>
    trackFacts(place + 1, `${song} of ${title} ${at}`, {
      title: song,
      credits: credit,
      recording: { title: song, credits: credit },
    }),
  );
  const media = [mediumFacts(1, songs)];
  saveRelease(
    db,
    id,
    releaseFacts(`release of ${title} ${at}`, { title, credits: credit, media, releasedOn: date }),
    at,
  );
  return id;
}

const few: ShelfAlbum[] = [
  {
    title: "The Dark Side of the Moon",
    artists: [["Pink Floyd"]],
    date: "1973-03-24",
    genres: ["progressive rock", "art rock"],
    tracks: ["Speak to Me", "Money", "Time"],
  },
  {
    title: "Animals",
    artists: [["Pink Floyd"]],
    date: "1977",
    genres: ["progressive rock"],
    tracks: ["Dogs"],
  },
  { title: "Nevermind", artists: [["Nirvana"]], date: "1991-09", genres: ["grunge"], tracks: ["Lithium"] },
  {
    title: "Raising Sand",
    artists: [["Robert Plant", " & "], ["Alison Krauss"]],
    date: "2007-10-23",
    genres: ["folk"],
    tracks: ["Polly"],
  },
  { title: "+", artists: [["Ed Sheeran"]], date: "2011", genres: ["pop"], tracks: ["Drunk"] },
  { title: "Ágætis byrjun", artists: [["Sigur Rós"]], date: null, type: "Live", tracks: ["Svefn-g-englar"] },
  { title: "10,000 Days", artists: [["Tool"]], date: "2006-04-28", type: "EP", tracks: ["Jambi"] },
  { title: "Crosby, Stills & Nash", artists: [["Crosby, Stills & Nash"]], date: "1969-05-29" },
  {
    title: "進撃の巨人",
    artists: [["澤野弘之"]],
    date: "2013-06-28",
    genres: ["soundtrack"],
    tracks: ["紅蓮の弓矢"],
  },
];

/** Nine albums, of which each has something odd. */
export async function fewAlbums(): Promise<Db> {
  const { db } = await temporaryLibrary();
  for (const album of few) putAlbum(db, album);
  return db;
}

/** The lines that a query finds. */
export function linesOf(db: Db, what: KindName, words: string[], sort?: string): ItemLine[] {
  return [...findLines(db, itemKinds[what], parseQuery(itemKinds[what], words, sort))];
}

export const titlesOf = (db: Db, what: KindName, ...words: string[]): string[] =>
  linesOf(db, what, words).map(({ title, name }) => String(title ?? name));
