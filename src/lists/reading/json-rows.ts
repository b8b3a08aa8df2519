import { UserError } from "../../errors.ts";
import { artistFields, identifyingFields, type Cells } from "./fields.ts";
import { cellsOf, listColumns, type Columns } from "./columns.ts";
import type { ColumnMap } from "./column-map.ts";
import { sampleSize } from "./of-artists.ts";
import type { RawList, RawRow } from "./entry.ts";
import { flatten } from "./json-cells.ts";
import { isObject, listsIn, type JsonObject } from "./json-lists.ts";
import { linesOf } from "./lines.ts";
import { both, firstOf } from "./streams.ts";

/** A document is read whole. */
const longestDocument = 200_000_000;

interface JsonOptions {
  map: ColumnMap | undefined;
  name: string;
}

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
  const document = parseJson(text, name);
  let first: UserError | undefined;
  for (const found of listsIn(document)) {
    const objects = found.rows.map((row) => ({ line: null, row }));
    try {
      const list = asList(objects.slice(0, 1000), objects, map);
      if (found.isPlain || namesAlbums(list.columns)) return list;
    } catch (fault) {
      if (!(fault instanceof UserError)) throw fault;
      first ??= fault;
    }
  }
  throw first ?? (isEmptyList(document) ? emptyList(name) : noList(name));
}

/** Deep in a document a name may be anybody's, and an address a picture's. */
const namesAlbums = ({ fields }: Columns): boolean =>
  fields.includes("albumTitle") &&
  [...artistFields, ...identifyingFields].some((field) => field !== "address" && fields.includes(field));

const isEmptyList = (document: unknown): boolean => Array.isArray(document) && document.length === 0;

const noList = (name: string): UserError =>
  new UserError(`${name}: the JSON document holds no list of objects`, {
    hint: 'it must be [{ "artist": …, "title": … }, …]',
  });

/** An object a line. One that can't be read is a row that is skipped, but for the first. */
export async function readNdjson(
  pieces: AsyncIterable<string>,
  { map, name }: JsonOptions,
): Promise<RawList> {
  const objects = objectsOf(pieces, name);
  const head = await firstOf(objects, 200);
  if (head.length === 0) throw emptyList(name);
  return asList(head, both(head, objects), map);
}

interface JsonRow {
  line: number | null;
  row: JsonObject;
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

const emptyList = (name: string): UserError =>
  new UserError(`${name} is empty: it has no row`, { hint: "give a list of one object an album at least" });
