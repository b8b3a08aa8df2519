import type { Db } from "../../src/db/connection.ts";
import { bareLetters, normaliseText } from "../../src/matching/text/letters.ts";

/** The query language once more, the simplest way: over everything at once, in memory. It shares nothing with the real one but the letters. */

/** All that is known of one item under each field: no value at all is unknown. */
export type Known = Record<string, (string | number)[]> & { id: [number] };

export interface Asked {
  field: string;
  /** How it compares. `unknown`: nothing is known. */
  by: "part" | "whole" | "range" | "unknown" | "words";
  texts: string[];
  from?: string;
  to?: string;
  isNegated: boolean;
}

const fold = (value: string | number): string => bareLetters(normaliseText(`é${String(value)}`)).slice(1);

/** As a person types it: as a word of its own, or with others in one. */
export function typedOf(
  { field, by, texts, from = "", to = "", isNegated }: Asked,
  isAlone: boolean,
): string {
  const hasThousands = texts.some((text) => /^\d{3}(?!\d)/.test(text)); // `00,100%` is one text
  const quoted = texts.map((text) =>
    hasThousands || /[\s,"]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text,
  );
  const not = isNegated ? "-" : "";
  if (by === "words") return `${not}${isAlone ? quoted[0]! : `"${texts[0]!}"`}`;
  if (by === "range") return `${not}${field}:${from}..${to}`;
  if (by === "unknown") return `${not}${field}:`;
  return `${not}${field}:${by === "whole" ? "=" : ""}${quoted.join(",")}`;
}

export function fits(item: Known, asked: Asked): boolean {
  return holds(item, asked) !== asked.isNegated;
}

function holds(item: Known, { field, by, texts, from, to }: Asked): boolean {
  if (by === "words") {
    return ["title", "artist"].some((name) =>
      item[name]!.some((value) => fold(value).includes(fold(texts[0]!))),
    );
  }
  const values = item[field]!;
  if (by === "unknown") return values.length === 0;
  if (by === "range") return values.some((value) => isWithin(value, from, to));
  return values.some((value) =>
    texts.some((text) => {
      if (typeof value === "number") return value === Number(text);
      return by === "whole" ? fold(value) === fold(text) : fold(value).includes(fold(text));
    }),
  );
}

/** A date counts as all its days: each must lie within. */
function isWithin(value: string | number, from: string | undefined, to: string | undefined): boolean {
  if (typeof value === "number") {
    return (from === undefined || value >= Number(from)) && (to === undefined || value <= Number(to));
  }
  const days = (date: string): [string, string] => [
    `${date}-01-01`.slice(0, 10),
    `${date}${{ 4: "-12-31", 7: "-31" }[date.length] ?? ""}`,
  ];
  const [first, last] = days(value);
  return (from === undefined || first >= days(from)[0]) && (to === undefined || last <= days(to)[1]);
}

const all = <Row>(db: Db, sql: string): Row[] => db.$client.prepare<[], Row>(sql).all();
const known = (...values: (string | number | null | undefined)[]): (string | number)[] =>
  values.filter((value) => value !== null && value !== undefined && value !== "") as (string | number)[];

interface Credit {
  albumId: number;
  name: string;
  creditedAs: string;
  joinPhrase: string;
}

/** Everything that the library knows of its albums and of their tracks. */
export function knowAll(db: Db): { albums: Known[]; tracks: Known[] } {
  const credits = all<Credit>(
    db,
    `SELECT album_id AS albumId, name, credited_as AS creditedAs, join_phrase AS joinPhrase
     FROM album_artists JOIN artists ON artists.id = artist_id ORDER BY album_id, position`,
  );
  const genres = all<{ itemId: number; name: string }>(
    db,
    `SELECT item_id AS itemId, name FROM item_categories JOIN categories ON categories.id = category_id
     WHERE item_type = 'album' AND kind = 'genre'`,
  );
  const albums = all<{
    id: number;
    title: string;
    year: number;
    released: string;
    type: string;
    types: string;
  }>(
    db,
    `SELECT id, title, release_year AS year, first_release_date AS released, primary_type AS type,
       secondary_types AS types FROM albums`,
  ).map(({ id, title, year, released, type, types }): Known => {
    const own = credits.filter(({ albumId }) => albumId === id);
    const printed = own.map(({ creditedAs, joinPhrase }) => creditedAs + joinPhrase).join("");
    return {
      id: [id],
      title: known(title),
      year: known(year),
      released: known(released),
      type: known(type),
      artist: known(printed, ...own.flatMap(({ name, creditedAs }) => [name, creditedAs])),
      genre: genres.filter(({ itemId }) => itemId === id).map(({ name }) => name),
      types: JSON.parse(types) as string[],
    };
  });
  const byId = new Map(albums.map((album) => [album.id[0], album]));
  const tracks = all<{
    id: number;
    title: string;
    album: number;
    name: string;
    credit: string;
    ms: number | null;
  }>(
    db,
    `SELECT tracks.id, title, album_id AS album, name, artist_credit AS credit, length_ms AS ms
     FROM tracks JOIN artists ON artists.id = artist_id`,
  ).map(({ id, title, album, name, credit, ms }): Known => {
    const of = byId.get(album);
    return {
      id: [id],
      title: known(title),
      artist: known(name, credit),
      album: of?.["title"] ?? [],
      year: of?.["year"] ?? [],
      genre: of?.["genre"] ?? [],
      albumId: known(album),
      lengthMs: known(ms),
    };
  });
  return { albums, tracks };
}
