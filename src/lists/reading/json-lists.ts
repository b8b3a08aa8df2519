import { readsAsHeader } from "./columns.ts";

export type JsonObject = Record<string, unknown>;
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A list in a document that may be the one of albums. */
export interface FoundList {
  rows: JsonObject[];
  /** It lies where a document keeps its rows; one that lies deeper may be of anything. */
  isPlain: boolean;
}

/** Where documents keep their rows, the likeliest first. */
const places = ["release-groups", "releases", "wants", "albums", "items", "rows", "data", "tracks", "list"];

/** No service nests its rows deeper. */
const deepest = 7;

/** The values of one key at one depth: they are of one kind. */
interface Nest {
  key: string;
  values: unknown[];
}

/**
 * Breadth-first search for the rows of a document: its lists of objects, the shallowest first, and of one depth the likeliest first. What
 * many objects have under one key is one list (`playlists[].items[]`); an album below an artist (`artists[].albums[]`) is by that artist.
 */
export function* listsIn(document: unknown): Generator<FoundList> {
  let nests: Nest[] = [{ key: "", values: [document] }];
  for (let depth = 0; depth < deepest && nests.length > 0; depth++) {
    const lists = nests.map(listOf).sort((one, other) => placeOf(one) - placeOf(other));
    const isPlain = depth === 0 || (depth === 1 && !Array.isArray(document)); // below a row it is of that row
    for (const { key, rows } of lists) if (rows.some(isFilled)) yield { rows: namedAs(key, rows), isPlain };
    nests = nests.flatMap(below);
  }
}

const isFilled = (row: JsonObject): boolean => Object.keys(row).length > 0;

const placeOf = ({ key }: { key: string }): number =>
  places.includes(key) ? places.indexOf(key) : places.length;

function listOf({ key, values }: Nest): { key: string; rows: JsonObject[] } {
  const arrays = values.filter((value) => Array.isArray(value)) as unknown[][];
  return { key, rows: arrays.flatMap((array) => asTable(array) ?? rowsOf(array, key === "")) };
}

/** A text of the document's own list is what a line would say; elsewhere only objects are rows. */
const rowsOf = (array: unknown[], isWhole: boolean): JsonObject[] =>
  isWhole || array.every(isObject)
    ? array.map((row) => (isObject(row) ? row : typeof row === "string" ? { album: row } : {}))
    : [];

/** Rows of values below one of names, as spreadsheets have them. */
function asTable([names, ...rows]: unknown[]): JsonObject[] | undefined {
  const isOfTexts = Array.isArray(names) && names.every((name) => typeof name === "string");
  if (!isOfTexts || !readsAsHeader(names as string[])) return undefined;
  return rows.map((row) =>
    Array.isArray(row) ? Object.fromEntries(row.map((value, at) => [names[at] ?? "", value as unknown])) : {},
  );
}

/** In a list of tracks a title is a track's. */
function namedAs(key: string, rows: JsonObject[]): JsonObject[] {
  return /^(?:tracks?|songs?|recordings?)$/i.test(key) ? rows.map(asTrack) : rows;
}

/** A track, or what has one: `title` and `name` are not its album's. */
export function asTrack(row: JsonObject): JsonObject {
  const { title, name, ...others } = row;
  const track = title ?? name;
  return track === undefined ? row : { ...others, track };
}

/** What lies in the objects of a nest, by its key. */
function below({ key, values }: Nest): Nest[] {
  const found = new Map<string, unknown[]>();
  for (const object of values.flat().filter(isObject)) {
    const artist = /^artists?$/i.test(key) ? (object["name"] ?? object["title"]) : undefined;
    for (const [name, value] of Object.entries(object)) {
      if (typeof value !== "object" || value === null) continue;
      const mine = typeof artist === "string" && Array.isArray(value) ? byArtist(value, artist) : value;
      const others = found.get(name);
      if (others) others.push(mine);
      else found.set(name, [mine]);
    }
  }
  return [...found].map(([name, each]) => ({ key: name, values: each }));
}

const byArtist = (rows: unknown[], artist: string): unknown[] =>
  rows.map((row) => (isObject(row) ? { artist, ...row } : row));
