import { UserError } from "../../errors.ts";
import type { Cells } from "./fields.ts";
import { cellsOf, listColumns, type Columns } from "./columns.ts";
import type { ColumnMap } from "./column-map.ts";
import { sampleSize } from "./of-artists.ts";
import type { RawList, RawRow } from "./entry.ts";
import { linesOf } from "./lines.ts";

/** A document is read whole. */
const longestDocument = 200_000_000;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

interface JsonOptions {
  map: ColumnMap | undefined;
  name: string;
}

/** Where documents keep their rows, the likeliest first. */
const places = ["release-groups", "releases", "wants", "albums", "items", "rows", "data", "tracks", "list"];

/** A document with a list of objects in it. @throws UserError */
export async function readJsonList(
  pieces: AsyncIterable<string>,
  { map, name }: JsonOptions,
): Promise<RawList> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length > longestDocument)
      throw new UserError(`${name} is longer than 200 MB, too long for one JSON document`, {
        hint: "as NDJSON, an object a line, it may be of any length",
      });
  }
  const found = findRows(parseJson(text, name), name);
  if (found.length === 0) throw emptyList(name);
  const objects = found.map((row) => ({ line: null, row: objectOf(row) }));
  return asList(objects.slice(0, 1000), objects, map);
}

/** A text alone is what a line would say. */
const objectOf = (row: unknown): Json =>
  isObject(row) ? row : typeof row === "string" ? { album: row } : {};

/** An object a line. One that can't be read is a row that is skipped, but for the first. */
export async function readNdjson(
  pieces: AsyncIterable<string>,
  { map, name }: JsonOptions,
): Promise<RawList> {
  const objects = objectsOf(pieces, name);
  const head: JsonRow[] = [];
  for (let next = await objects.next(); !next.done; next = await objects.next()) {
    head.push(next.value);
    if (head.length === 200) break;
  }
  if (head.length === 0) throw emptyList(name);
  return asList(head, both(head, objects), map);
}

async function* both<T>(some: T[], others: AsyncIterable<T>): AsyncGenerator<T> {
  yield* some;
  yield* others;
}

interface JsonRow {
  line: number | null;
  row: Json;
  /** Of a line that can't be read: itself, and why. */
  broken?: { raw: string; why: string };
}

async function* objectsOf(pieces: AsyncIterable<string>, name: string): AsyncGenerator<JsonRow> {
  let isFirst = true;
  for await (const { number, text } of linesOf(pieces, name)) {
    const where = `${name}, line ${number}`;
    try {
      const row = parseJson(text, where);
      if (!isObject(row))
        throw new UserError(`${where}: it is no JSON object`, {
          hint: "an object a line, or --as lines|csv|tsv|json for what else it is",
        });
      yield { line: number, row };
    } catch (fault) {
      if (isFirst || !(fault instanceof UserError)) throw fault;
      yield {
        line: number,
        row: {},
        broken: { raw: text, why: fault.message.slice(where.length + 1).trim() },
      };
    }
    isFirst = false;
  }
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, "").replaceAll("\0", "\\u0000")) as unknown; // damage of one row
  } catch (error) {
    throw new UserError(`${where} can't be read as JSON: ${(error as Error).message}`, {
      hint: "is it cut off? --as csv|tsv|ndjson|lines says what else it is",
    });
  }
}

function findRows(document: unknown, name: string): unknown[] {
  if (Array.isArray(document)) return document;
  const lists = isObject(document) ? Object.entries(document).filter(([, value]) => holdsObjects(value)) : [];
  const found = places.map((place) => lists.find(([key]) => key === place)).find((each) => each) ?? lists[0];
  if (found) return found[1] as unknown[];
  if (isObject(document) && isObject(document["collection"])) return findRows(document["collection"], name);
  throw new UserError(`${name}: the JSON document holds no list of objects`, {
    hint: 'it must be [{ "artist": …, "title": … }, …]',
  });
}

const holdsObjects = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);

type JsonRows = Iterable<JsonRow> | AsyncIterable<JsonRow>;

/** What the first objects say together goes for all; a list is one of tracks only where an object of it is a track by itself. */
function asList(head: JsonRow[], objects: JsonRows, map: ColumnMap | undefined): RawList {
  const flat = head.map(({ row }) => flatten(row));
  const sets = flat.map((row) => Object.keys(row));
  const sampled = flat.slice(0, sampleSize);
  const sampleOf = (names: string[]): string[][] =>
    sampled.map((row) => names.map((name) => row[name] ?? ""));
  const all = [...new Set(sets.flat())];
  const shared = listColumns(all, map, sampleOf(all));
  if (map) return { columns: shared, rows: asRows(objects, () => shared) };
  const columnsOf = ownColumns(shared, sampleOf);
  const isOfTracks = shared.isOfTracks && sets.some((names) => columnsOf(names).isOfTracks);
  return { columns: { ...shared, isOfTracks }, rows: asRows(objects, columnsOf) };
}

/** Objects of one list have different keys: what a title is, each says by its own, and by those of all where they say too little. */
function ownColumns(
  shared: Columns,
  sampleOf: (names: string[]) => string[][],
): (names: string[]) => Columns {
  const known = new Map<string, Columns>();
  const read = (names: string[]): Columns => {
    try {
      return listColumns(names, undefined, sampleOf(names));
    } catch (fault) {
      if (fault instanceof UserError) return { ...shared, isOfTracks: false };
      throw fault;
    }
  };
  return (names) => {
    const key = names.join("\n");
    const columns = known.get(key) ?? read(names);
    if (known.size < 1000) known.set(key, columns);
    return columns;
  };
}

async function* asRows(objects: JsonRows, columnsOf: (names: string[]) => Columns): AsyncGenerator<RawRow> {
  for await (const { line, row, broken } of objects) {
    if (broken) {
      yield { line, raw: broken.raw, cells: {}, skip: broken.why };
      continue;
    }
    const flat = flatten(row);
    const columns = columnsOf(Object.keys(flat));
    const cells: Cells = cellsOf(
      columns.names.map((name) => flat[name] ?? ""),
      columns,
    );
    yield { line, raw: JSON.stringify(row), cells };
  }
}

/** The values of an object that may be cells. What the services nest is taken out of its nest. */
function flatten(row: Json): Record<string, string> {
  const { basic_information: nested } = row;
  if (isObject(nested)) return { ...flatten(nested), release_id: textOf(row["id"]) ?? "" };
  if (Array.isArray(row["artist-credit"])) return flattenMusicBrainz(row);
  if (isObject(row["album"]) && "artists" in row["album"]) return flattenSpotify(row["album"]);
  if (isObject(row["track_metadata"])) return flattenListenBrainz(row["track_metadata"]);
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(row)) {
    const text = value === null ? "" : (textOf(value) ?? namesOf(value)); // a key without a value is there
    if (text !== undefined) texts[key] = text;
  }
  return texts;
}

/** A saved album, as Spotify's web service has it. */
function flattenSpotify(album: Json): Record<string, string> {
  const { external_ids: ids } = album;
  return {
    album: textOf(album["name"]) ?? "",
    "album artist": namesOf(album["artists"]) ?? "",
    "release date": textOf(album["release_date"]) ?? "",
    barcode: (isObject(ids) ? (textOf(ids["upc"]) ?? textOf(ids["ean"])) : undefined) ?? "",
  };
}

/** A listen, or a song that somebody loves, as ListenBrainz has it. */
function flattenListenBrainz(listen: Json): Record<string, string> {
  const { additional_info: told, mbid_mapping: mapped } = listen;
  const mbidIn = (ids: unknown): string | undefined =>
    isObject(ids) ? textOf(ids["release_mbid"]) : undefined;
  return {
    album: textOf(listen["release_name"]) ?? "",
    artist: textOf(listen["artist_name"]) ?? "",
    track: textOf(listen["track_name"]) ?? "",
    "release mbid": mbidIn(told) ?? mbidIn(mapped) ?? "",
  };
}

/** A release, or a release group, as the web service has it. */
function flattenMusicBrainz(row: Json): Record<string, string> {
  const credit = (row["artist-credit"] as unknown[]).filter(isObject);
  const group = row["release-group"];
  const isGroup = "first-release-date" in row || "primary-type" in row;
  const id = textOf(row["id"]) ?? "";
  return {
    title: textOf(row["title"]) ?? "",
    artist: credit.map((each) => (textOf(each["name"]) ?? "") + (textOf(each["joinphrase"]) ?? "")).join(""),
    year: textOf(row["first-release-date"]) ?? "",
    "release group mbid": isGroup ? id : isObject(group) ? (textOf(group["id"]) ?? "") : "",
    "release mbid": isGroup ? "" : id,
    barcode: textOf(row["barcode"]) ?? "",
  };
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;

/** `{ "name": … }`, or a list of such. */
function namesOf(value: unknown): string | undefined {
  if (isObject(value)) return textOf(value["name"]) ?? textOf(value["artistName"]) ?? textOf(value["title"]);
  if (!Array.isArray(value)) return undefined;
  const names = value.map(
    (each: unknown) => textOf(each) ?? (isObject(each) ? textOf(each["name"]) : undefined),
  );
  return names.every((name) => name !== undefined) && names.length > 0 ? names.join(", ") : undefined;
}

const emptyList = (name: string): UserError =>
  new UserError(`${name} is empty: it has no row`, { hint: "give a list of one object an album at least" });
