import { UserError } from "../../errors.ts";
import type { ColumnMap } from "./column-map.ts";
import { readsAsHeader } from "./columns.ts";
import { mostAboveHeader, readCsv } from "./csv-rows.ts";
import { skipReason, wordsOfCells, type ListEntry, type RawList, type RawRow } from "./entry.ts";
import { readJsonList, readNdjson } from "./json-rows.ts";
import { refuseMarkup } from "./foreign-markup.ts";
import { refuseForeignText } from "./foreign-text.ts";
import type { Cells } from "./fields.ts";
import { entriesOfLines } from "./plain-lines.ts";
import { readText, zerosShown, zeroByte, type ListText } from "./text.ts";
import { totalsAtEnd } from "./totals.ts";
import { groupTracks } from "./tracks.ts";

export type ListFormat = "csv" | "tsv" | "json" | "ndjson" | "lines";

export interface ListOptions {
  /** How it is called in messages: its path, or "standard input". */
  name: string;
  /** As the user says; else told by name and content. */
  format?: ListFormat | undefined;
  map?: ColumnMap | undefined;
  /** `mostRows`, unless said. */
  mostRows?: number;
}

/** What an endless input would fill, whatever it holds. */
export const mostRows = 1_000_000;

/**
 * Reads a list, row by row: every format and encoding that people have; memory stays flat, but for a list of tracks, whose albums
 * are known at its end. @throws UserError for what can't be read, before the first row where that can be told there.
 */
export async function readList(
  bytes: AsyncIterable<Buffer | string>,
  options: ListOptions,
): Promise<AsyncIterable<ListEntry>> {
  const text = await readText(bytes, options.name);
  if (text.head.trim() === "" && text.isWhole)
    throw new UserError(`${options.name} is empty`, { hint: "importer help import" });
  const { name, format, map } = options;
  refuseMarkup(text.head, name, { areColumnsSaid: format === "tsv" && map !== undefined });
  try {
    return numbered(await entriesOf(text, options));
  } catch (fault) {
    if (fault instanceof UserError && format !== undefined) refuseForeignText(text.head, name); // it says more than what was missed in it
    throw fault;
  }
}

type Unnumbered = Omit<ListEntry, "number">;

async function entriesOf(text: ListText, options: ListOptions): Promise<AsyncIterable<Unnumbered>> {
  const { map, name } = options;
  const format = options.format ?? guessFormat(text.head, name, map);
  switch (format) {
    case "lines":
      if (options.format === undefined) refuseForeignText(text.head, name);
      return bounded(totalsAtEnd(entriesOfLines(text, name, { isAbove: false })), options);
    case "json":
      return entriesOfRows(await readJsonList(text.pieces, { map, name }), options);
    case "ndjson":
      return entriesOfRows(await readNdjson(text.pieces, { map, name }), options);
    case "csv":
    case "tsv": {
      const table = format === "tsv" ? undefined : tableIn(text.head);
      const pieces = table === undefined ? text.pieces : fromTable(text.pieces, table);
      const delimiter = format === "tsv" ? "\t" : table === undefined ? separatorOf(text.head) : "|";
      const rows = entriesOfRows(await readCsv(pieces, { delimiter, map, name }), options);
      return table === undefined ? rows : withAbove(text.head.slice(0, table), rows, name);
    }
  }
}

async function* bounded<T>(rows: AsyncIterable<T>, options: ListOptions): AsyncGenerator<T> {
  const { name, mostRows: most = mostRows } = options;
  let count = 0;
  for await (const row of rows) {
    if (++count > most) {
      const words = `${name} has more rows than ${most.toLocaleString("en")}`;
      throw new UserError(words, { hint: "give it in parts" });
    }
    yield row;
  }
}

/** A row that is torn or of another kind is one that is skipped, whatever kind of list it stands in. */
async function* withoutOthers(rows: AsyncIterable<RawRow>): AsyncGenerator<RawRow> {
  for await (const row of rows) {
    const { itemType } = row.cells;
    if (isTorn(row)) yield { ...row, raw: zerosShown(row.raw), cells: {}, skip: zeroByte };
    else if (itemType !== undefined && isOfFilms.test(itemType))
      yield { ...row, cells: {}, skip: `it is of the kind "${itemType}", and no album` };
    else yield row;
  }
}

/** What was JSON has a zero byte in its cells; six letters that JSON would read as one are a text. */
const isTorn = ({ raw, cells }: RawRow): boolean =>
  [raw, ...Object.values(cells)].some((text) => text.includes("\0"));

/** A server of media tells of all that it played. */
const isOfFilms = /^(?:movie|film|episode|clip)s?$/i;

function entriesOfRows({ columns, rows }: RawList, options: ListOptions): AsyncIterable<Unnumbered> {
  const few = withoutOthers(bounded(rows, options));
  return columns.isOfTracks ? groupTracks(few) : entriesOfAlbums({ columns, rows: few });
}

async function* entriesOfAlbums({ columns, rows }: RawList): AsyncGenerator<Unnumbered> {
  const { isOfDiscogs } = columns;
  for await (const { line, raw, cells, skip } of rows) {
    const words = wordsOfCells(cells, { isOfDiscogs, isOfEditions: isOfDiscogs });
    const why = skip ?? (isSong(cells) ? "it is a song, not an album" : undefined);
    yield { line, raw, words, ...(why !== undefined && { skip: why }) };
  }
}

/** As the list itself says, of what a shop sold. */
const isSong = ({ itemType = "" }: Cells): boolean => /^(?:track|song)s?$/i.test(itemType);

/** Above a table of Markdown stand words, or albums. */
async function* withAbove(
  head: string,
  rows: AsyncIterable<Unnumbered>,
  name: string,
): AsyncGenerator<Unnumbered> {
  async function* pieces(): AsyncGenerator<string> {
    yield head;
  }
  for await (const { row } of entriesOfLines({ head, pieces: pieces() }, name, { isAbove: true })) yield row;
  yield* rows;
}

async function* numbered(entries: AsyncIterable<Unnumbered>): AsyncGenerator<ListEntry> {
  let number = 0;
  for await (const entry of entries) {
    number++;
    const skip = entry.skip ?? skipReason(entry.words);
    yield { ...entry, number, ...(skip !== undefined && { skip }) };
  }
}

/** By its name where that says it, and always by what it begins with. */
function guessFormat(head: string, name: string, map: ColumnMap | undefined): ListFormat {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const start = head.trimStart();
  if (/^(ndjson|jsonl)$/.test(extension)) return "ndjson";
  if (/^\{(?!\|)/.test(start) || /^\[\s*(?:[{"\]]|\[\s*["[\d{-])/.test(start))
    return extension !== "json" && isNdjson(start) ? "ndjson" : "json";
  if (extension === "json") return "json";
  if (/^(tsv|tab)$/.test(extension)) return "tsv";
  if (extension === "csv" || map !== undefined) return "csv";
  if (separators.some((separator) => isHeader(firstLine(head), separator))) return "csv";
  return tableIn(head) === undefined && !hasLowHeader(head) ? "lines" : "csv";
}

/** Below the name of a list a header is one where the line before it has no cells, and the next one as many as it. */
function hasLowHeader(head: string): boolean {
  const lines = head.split(/[\r\n]+/, mostAboveHeader + 2).filter((line) => line.trim() !== "");
  return lines.slice(1, -1).some((line, at) =>
    separators.some((separator) => {
      const [before, own, next] = [lines[at]!, line, lines[at + 2]!].map(
        (each) => cut(each, separator).length,
      );
      return isHeader(line, separator) && before! < own! && own === next;
    }),
  );
}

/** Where a table of Markdown begins, below a heading or some words: a header, and the rule below it. */
function tableIn(head: string): number | undefined {
  const lines = head.split(/(?<=\n)/, 20);
  const at = lines.findIndex(
    (line, place) => /^\s*\|/.test(line) && isHeader(line.trim(), "|") && isRule(lines[place + 1] ?? ""),
  );
  return at < 0 ? undefined : lines.slice(0, at).join("").length;
}

/** Without what stands above a table: its lines are counted. */
async function* fromTable(pieces: AsyncIterable<string>, begin: number): AsyncGenerator<string> {
  let above = begin;
  for await (const piece of pieces) {
    yield piece.slice(0, above).replace(/[^\r\n]/g, "") + piece.slice(above);
    above = 0;
  }
}

const isRule = (line: string): boolean => /^[\s|:+-]*-{2,}[\s|:+-]*$/.test(line.trim());

/** The first line is an object of its own, and something follows it. */
function isNdjson(start: string): boolean {
  const [first = "", second = ""] = start.split(/\r?\n/);
  try {
    JSON.parse(first);
    return second.trimStart().startsWith("{") || second.trim() === "";
  } catch {
    return false;
  }
}

const separators = [",", ";", "\t", "|"];

const firstLine = (head: string): string =>
  head.replace(/^\ufeff?\s*(?:sep=.[\r\n]+)?\s*/i, "").split(/[\r\n]/, 1)[0]!;

const cut = (line: string, separator: string): string[] =>
  line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));

/** Two columns at the least, of which it is known what they mean. */
const isHeader = (line: string, separator: string): boolean => {
  const cells = cut(line, separator);
  return cells.length > 1 && readsAsHeader(cells);
};

/** The one under which one of the first lines is a header; else the one that the first has most of. */
function separatorOf(head: string): string {
  const said = /^\ufeff?\s*sep=(.)/i.exec(head)?.[1];
  if (said !== undefined) return said;
  const lines = head.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  for (const line of lines.slice(0, 16)) {
    const known = separators.find((separator) => isHeader(line.replace(/^\ufeff/, ""), separator));
    if (known !== undefined) return known;
  }
  const [most] = separators
    .map((separator) => ({ separator, count: (lines[0] ?? "").split(separator).length }))
    .sort((one, other) => other.count - one.count);
  return most!.separator;
}
