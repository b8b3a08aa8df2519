import { UserError } from "../../errors.ts";
import { editDistance } from "../../matching/text/edit-distance.ts";
import { shortText } from "../../plain-text.ts";
import {
  artistFields,
  fieldsOfHeader,
  identifyingFields,
  wordsOf,
  type Cells,
  type ListField,
} from "./fields.ts";
import { countsAlbums, tellsOfArtists } from "./of-artists.ts";
import { mappedFields, type ColumnMap } from "./column-map.ts";

/** Which column of a list means what, and what kind of list that makes it. */
export interface Columns {
  /** By the number of the column, from 0. */
  fields: (ListField | undefined)[];
  names: string[];
  /** Each row is a track (or a play of one): its album is what is wanted. */
  isOfTracks: boolean;
  /** Of Discogs: its release ids, numbered artists, years of a pressing. */
  isOfDiscogs: boolean;
}

/** Words that only lists of other things have in their headers. */
const foreign: [kind: string, words: RegExp][] = [
  ["books", /^(authors?|isbn|isbn13|book id|bookshelves|number of pages|autor|verfasser)$/],
  ["films", /^(directors?|letterboxd uri|imdb rating|title type|runtime mins|tmdb id|const|regie)$/],
  ["games", /^(platforms?|appid|steam appid|developers?|game)$/],
  ["videos", /^(video (id|url|title)|channel( (id|name|title|url))?|title url)$/],
  ["podcasts", /^(podcast|episode|feed url|show)$/],
];

/** Words that only a song's row has in its header. */
const ofSongs = /^(track (key|id|uri|number|no)|song (id|url|uri)|spotify track (id|uri)|tag ?time|bpm)$/;

/** Is this the header of a list of music? At least its albums are to be told. */
export function readsAsHeader(cells: string[]): boolean {
  const fields = new Set(fieldsOfHeader(cells));
  const isNamed = ["title", "albumTitle", "track", "name"].some((field) => fields.has(field as ListField));
  const isBy = artistFields.some((field) => fields.has(field));
  return isNamed ? isBy || cells.length > 1 : identifyingFields.some((field) => fields.has(field));
}

/**
 * What the columns of a list mean: as `map` says, else by their names, and by what the first rows have in them (`sample`).
 * @throws UserError for a list of something else, and for one whose albums can't be told; it names what was seen.
 */
export function listColumns(names: string[], map: ColumnMap | undefined, sample: string[][]): Columns {
  const seen = fieldsOfHeader(names);
  const isOfDiscogs = seen.includes("discogsRelease");
  if (map) return { fields: mapped(names, map), names, isOfTracks: false, isOfDiscogs };
  const valuesAt = (at: number): string[] => sample.map((row) => row[at] ?? "");
  const counts = names.map((name, at) => countsAlbums(name, valuesAt(at)));
  const titled = seen.map((field, at) => (counts[at] ? undefined : field));
  const fields = once(titled, names);
  const about = names.map((name, at) => ({
    name,
    field: fields[at],
    values: valuesAt(at),
    isCount: counts[at]!,
  }));
  const ofArtists = tellsOfArtists(about);
  if (ofArtists.length > 0) throw foreignList("artists", ofArtists, names);
  const has = (...wanted: ListField[]): boolean => wanted.some((field) => fields.includes(field));
  const hasArtist = has(...artistFields);
  // A column of identifiers that are nowhere names nothing.
  const isFilled = (at: number): boolean =>
    sample.length === 0 || valuesAt(at).some((value) => value.trim() !== "");
  const identified = fields.some((field, at) => field && identifyingFields.includes(field) && isFilled(at));
  // An address may be of anything.
  if (!hasArtist && !has(...identifyingFields.filter((field) => field !== "address"))) refuseForeign(names);
  const isOfSongs = has("isrc") || names.some((name) => ofSongs.test(wordsOf(name).join(" ")));
  if (!has("albumTitle") && has("title", "name", "track") && isOfSongs) throw ofTracks(names);
  if (!has("albumTitle", "title", "name") && has("track")) throw ofTracks(names);
  const isNamed = has("albumTitle") || (has("title", "name") && hasArtist);
  if (!isNamed && !identified) throw untold(names, "which column has the album, and which the artist");
  const isOfTracks = has("albumTitle") && has("track", "title", "name");
  return { fields: fields.map((field) => asAlbum(field, isOfTracks)), names, isOfTracks, isOfDiscogs };
}

/** Beside an album's name, a title is a track's. */
function asAlbum(field: ListField | undefined, isOfTracks: boolean): ListField | undefined {
  if (field === "title" || field === "name") return isOfTracks ? "track" : "albumTitle";
  return field;
}

/** The first column of a meaning counts, and one of the same name where that is empty; of plain names, `title` more than `name`. */
function once(fields: (ListField | undefined)[], names: string[]): (ListField | undefined)[] {
  const hasTitle = fields.includes("title") && !fields.includes("albumTitle");
  return fields.map((field, at) => {
    const isOther = names[fields.indexOf(field)]?.trim() !== names[at]!.trim();
    return isOther || (field === "name" && hasTitle) ? undefined : field;
  });
}

function mapped(names: string[], map: ColumnMap): (ListField | undefined)[] {
  const fields = new Array<ListField | undefined>(names.length).fill(undefined);
  for (const [key, column] of map) {
    const at = placeOf(column, names);
    if (at === undefined) throw noColumn(key, column, names);
    if (fields[at] !== undefined) throw mappedTwice(map, names, at);
    fields[at] = mappedFields[key];
  }
  return fields;
}

/** By name, however it is written; else by number, from 1. */
function placeOf(column: string, names: string[]): number | undefined {
  const exactly = names.findIndex((name) => name.trim() === column.trim());
  if (exactly >= 0) return exactly;
  const key = wordsOf(column).join(" ");
  const loosely = names.findIndex((name) => wordsOf(name).join(" ") === key);
  if (loosely >= 0) return loosely;
  const number = /^\d{1,3}$/.test(column) ? Number(column) : 0;
  return number >= 1 && number <= names.length ? number - 1 : undefined;
}

/** What a spreadsheet writes where it could not reckon, in several languages; what a database writes for nothing. */
const isNothing = (value: string): boolean =>
  /^(?:#(?:N\/A|N\/D|NV|ND|CALC!|SPILL!|FIELD!|NULL!|REF!|BEZUG!|VALUE!|WERT!|VALEUR!|VALOR!|NAME\?|NOM\s?\?|NOMBRE\?|DIV\/0!|NUM!|ZAHL!)|\\N)$/i.test(
    value,
  );

/** The row under its columns. Values are trimmed; empty ones are not there, nor the sign that keeps a spreadsheet from reckoning. */
export function cellsOf(values: string[], { fields }: Columns): Cells {
  const cells: Cells = {};
  for (const [at, field] of fields.entries()) {
    const value = values[at]?.trim().replace(/^'(?=[=+@-])/, "");
    if (field && value && !isNothing(value)) cells[field] ??= value;
  }
  return cells;
}

function refuseForeign(names: string[]): void {
  const keys = names.map((name) => wordsOf(name).join(" "));
  for (const [kind, words] of foreign) {
    const telling = names.filter((_, at) => words.test(keys[at]!));
    if (telling.length === 0) continue;
    throw foreignList(kind, telling, names);
  }
}

function foreignList(kind: string, telling: string[], names: string[]): UserError {
  const why = `it looks like a list of ${kind} (${telling.map(shown).join(", ")}), not of albums`;
  const instead = kind === "artists" ? '; the albums of one: importer artist "NAME" --albums' : "";
  return new UserError(why, { hint: `${seen(names)}${instead}; if it is one of albums: ${mapHint}` });
}

const mapHint = "--map title=COLUMN,artist=COLUMN";
const shown = (name: string): string => shortText(name, 40);
const seen = (names: string[]): string =>
  `columns: ${names.slice(0, 20).map(shown).join(", ")}${names.length > 20 ? ", …" : ""}`;

const ofTracks = (names: string[]): UserError =>
  new UserError("it is a list of tracks that does not say of which albums they are", {
    hint: `${seen(names)}; if one of them is the album: ${mapHint}`,
  });

const untold = (names: string[], what: string): UserError =>
  new UserError(`the columns don't say ${what}`, {
    hint: `${seen(names)}; say it: ${mapHint} (its name, or its number from 1)`,
  });

function mappedTwice(map: ColumnMap, names: string[], at: number): UserError {
  const keys = [...map].filter(([, column]) => placeOf(column, names) === at);
  const said = keys.map(([key, column]) => `${key}=${shown(column)}`).join(" and ");
  return new UserError(`--map ${said}: a column can be one of them only`, { hint: seen(names) });
}

function noColumn(key: string, column: string, names: string[]): UserError {
  const near = names
    .map((name) => ({ name, distance: editDistance(name.toLowerCase(), column.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance)[0];
  const meant = near && near.distance <= 2 ? `; did you mean "${shown(near.name)}"?` : "";
  return new UserError(`--map ${key}=${shown(column)}: the list has no such column${meant}`, {
    hint: seen(names),
  });
}
