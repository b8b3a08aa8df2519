import { UserError } from "../../errors.ts";
import { normaliseText as foldCase } from "../../matching/text/letters.ts";
import { isBlank, textOfCell } from "../../plain-text.ts";
import { whyNoAlbum } from "./around.ts";
import { cellsOf, listColumns, readsAsHeader, type Columns } from "./columns.ts";
import type { ColumnMap } from "./column-map.ts";
import type { RawList, RawRow } from "./entry.ts";
import { fieldOf, hasIdentifyingCell, type Cells } from "./fields.ts";
import { itStandsAbove, saysAlbum } from "./lines.ts";
import { withoutAddresses, withoutEmphasis } from "./markup.ts";
import { bareCell, joinAtBlanks, mendSurplus } from "./mend.ts";
import { sampleSize } from "./of-artists.ts";
import { parseLine, readCsvRecords, type CsvRecord } from "./parse-csv.ts";
import { both, firstOf } from "./streams.ts";
import { isCertainTotal, itIsTotal, readsAsTotal, totalsAtEnd, type MaybeTotal } from "./totals.ts";
import { countText } from "../../counts.ts";

/** RFC 4180, and what people's programs make of it. @throws UserError where no header says what the columns are. */
export async function readCsv(
  pieces: AsyncIterable<string>,
  { delimiter, map, name }: { delimiter: string; map: ColumnMap | undefined; name: string },
): Promise<RawList> {
  const header: { width?: number } = {};
  const reading = { name, delimiter, columns: () => header.width };
  const records = mended(readCsvRecords(pieces, reading), delimiter);
  const { above, head } = await readHead(records, map === undefined);
  const [first] = head;
  if (!first) throw new UserError(`${name} is empty: it has no row`, { hint: "importer help import" });
  const hasHeader = isHeader(first.record) || (map !== undefined && !isByNumber(map));
  header.width = first.record.length;
  const seen = [...head.slice(1), ...(await firstOf(records, sampleSize))];
  const sample = seen.map(({ record }) => record);
  const names = hasHeader || map === undefined ? first.record : asWide(first.record, sample);
  const columns = listColumns(names, map, sample);
  const rows = rowsOf(hasHeader ? undefined : first, both(seen, records), columns);
  const grouped = areUnderArtists(sample.map((values) => cellsOf(values, columns)))
    ? underArtists(rows)
    : rows;
  return { columns, rows: both(above.map(asAbove), totalsAtEnd(maybeTotals(grouped))) };
}

/** A first row that is no header may have fewer cells than the others. */
const asWide = (row: string[], others: string[][]): string[] =>
  Array.from(
    { length: Math.max(row.length, ...others.map(({ length }) => length)) },
    (_, at) => row[at] ?? "",
  );

/** What stands above a header at the most: the name of a list, whose it is, the day and the filters of an export. */
export const mostAboveHeader = 15;

/** The first records from the header on, or from the first one where none of them is a header; and those above it that could be rows. */
async function readHead(
  records: AsyncGenerator<CsvRecord>,
  maySkip: boolean,
): Promise<{ above: CsvRecord[]; head: CsvRecord[] }> {
  const head: CsvRecord[] = [];
  while (head.length <= mostAboveHeader) {
    const next = await records.next();
    if (next.done) break;
    head.push(next.value);
    const { record } = next.value;
    const isFirst = head.length === 1;
    // "Albums" may be what one column holds, or the name of the table below it.
    if (isFirst && maySkip && record.length === 1 && isHeader(record)) continue;
    if (isHeader(record) && (isFirst || saysMuch(record)) && !(record.length === 1 && hasName(head)))
      return { above: head.slice(0, -1).filter(mayBeRow), head: [next.value] };
    if (!maySkip || hasName(head)) break;
  }
  return { above: [], head };
}

const hasName = ([first, second]: CsvRecord[]): boolean => second !== undefined && isHeader(first!.record);

/** A cell alone is a heading, but for one that says an album. */
function mayBeRow({ record }: CsvRecord): boolean {
  const filled = record.filter((cell) => !isBlank(cell));
  return filled.length > 1 || saysAlbum(filled[0] ?? "");
}

const asAbove = ({ line, raw }: CsvRecord): RawRow => ({ line, raw, cells: {}, skip: itStandsAbove });

/** Below the first row, a cell alone that is called like a column is a value: `album`, among what a shop sold. */
const saysMuch = (cells: string[]): boolean =>
  cells.length === 1 || new Set(cells.map(fieldOf).filter((field) => field !== undefined)).size > 1;

/** A single column may be called as what it holds. */
const isHeader = (cells: string[]): boolean =>
  readsAsHeader(cells) || (cells.length === 1 && ["albumTitle", "title"].includes(fieldOf(cells[0]!) ?? ""));

/** Records that hold something, without Excel's own line, rules of a drawn table, and marks of files that were put together. */
async function* mended(records: AsyncIterable<CsvRecord>, delimiter: string): AsyncGenerator<CsvRecord> {
  let isFirst = true;
  let isFolded = false;
  for await (const each of records) {
    const bare = each.record.map((cell) => withoutAddresses(textOfCell(bareCell(cell))));
    const cells = delimiter === "|" ? joinEscaped(bare).map((cell) => withoutEmphasis(cell.trim())) : bare;
    if (isFirst && /^sep=/i.test(cells[0] ?? "")) continue;
    if (isRule(cells)) continue;
    if (isFirst) isFolded = isFoldedRow(cells, delimiter);
    isFirst = false;
    yield { ...each, record: isFolded && cells.length === 1 ? parseLine(cells[0]!, delimiter) : cells };
  }
}

/** In a table of Markdown `\\|` is a bar of the text. */
function joinEscaped(cells: string[]): string[] {
  const joined: string[] = [];
  for (const cell of cells) {
    const before = joined.at(-1);
    if (before?.endsWith("\\")) joined[joined.length - 1] = `${before.slice(0, -1)}|${cell}`;
    else joined.push(cell);
  }
  return joined;
}

/** Nothing, or what draws a table; a dash alone may be a title. */
function isRule(cells: string[]): boolean {
  const filled = cells.filter((cell) => !isBlank(cell)).map((cell) => cell.trim());
  return filled.every((cell) => /^:?-+:?$|^\+?(?:-{2,}\+?){2,}$/.test(cell)) && filled.join("") !== "-";
}

/** Whole rows in one cell, quoted once more: what Excel makes of a list that it takes for one column. */
const isFoldedRow = ([cell = "", ...others]: string[], delimiter: string): boolean =>
  others.length === 0 && cell.includes(delimiter) && readsAsHeader(parseLine(cell, delimiter));

const isByNumber = (map: ColumnMap): boolean => [...map.values()].every((column) => /^\d+$/.test(column));

/** A row, with those of its values as well whose columns say nothing of an album. */
type ValuedRow = RawRow & { values: string[] };

async function* maybeTotals(rows: AsyncIterable<ValuedRow>): AsyncGenerator<MaybeTotal<RawRow>> {
  let [above, sinceTotal] = [0, 0];
  for await (const { values, ...row } of rows) {
    const isTotal = readsAsTotal(values, row.cells, above);
    const asTotal = isTotal ? { ...row, cells: {}, skip: itIsTotal } : undefined;
    if (asTotal && (isCertainTotal(values) || counts(row.cells, sinceTotal))) {
      sinceTotal = 0;
      yield { row: asTotal, asTotal, isAlbum: false };
      continue;
    }
    const isNamed = row.cells.albumTitle !== undefined || hasIdentifyingCell(row.cells);
    const isAlbum = !isTotal && row.skip === undefined && isNamed;
    if (isAlbum) [above, sinceTotal] = [above + 1, sinceTotal + 1];
    yield { row, asTotal, isAlbum };
  }
}

const counts = ({ albumTitle }: Cells, rows: number): boolean => rows > 0 && albumTitle === String(rows);

/** Rows below an artist who stands alone, twice in succession: one title without an artist lacks it. */
const areUnderArtists = (sample: Cells[]): boolean =>
  sample.some(({ artist, albumTitle }, at) => {
    const below = sample.slice(at + 1, at + 3);
    const areBelow = below.every((each) => each.artist === undefined && each.albumTitle !== undefined);
    return artist !== undefined && albumTitle === undefined && below.length === 2 && areBelow;
  });

/** A row that holds an artist and nothing else is the heading of those below it that name none. */
async function* underArtists(rows: AsyncIterable<ValuedRow>): AsyncGenerator<ValuedRow> {
  let heading: string | undefined;
  for await (const row of rows) {
    const { artist, albumArtist, albumTitle } = row.cells;
    const isAlone = row.values.filter((value) => value.trim() !== "").length === 1;
    if ((artist ?? albumArtist) !== undefined)
      heading = isAlone && row.skip === undefined ? artist : undefined;
    const isBelow = heading !== undefined && artist === undefined && albumTitle !== undefined;
    yield isBelow ? { ...row, cells: { ...row.cells, artist: heading! } } : row;
  }
}

async function* rowsOf(
  first: CsvRecord | undefined,
  records: AsyncIterable<CsvRecord>,
  columns: Columns,
): AsyncGenerator<ValuedRow> {
  const header = first ? [] : namesIn(columns.names).map(foldCase);
  if (first) yield rowOf(first, columns);
  for await (const each of records) {
    // Files put together, pages of a print. One name alone an album may have: "Album", "Title".
    const cells = header.length > 1 ? namesIn(each.record) : [];
    const isAgain =
      cells.length === header.length && cells.every((cell, at) => foldCase(cell) === header[at]);
    const { line, raw } = each;
    if (isAgain && cells.length > 1)
      yield { line, raw, values: [], cells: {}, skip: "it is the header again" };
    else yield rowOf(each, columns);
  }
}

const namesIn = (cells: string[]): string[] => cells.map((cell) => cell.trim()).filter((name) => name !== "");

function rowOf({ record, line, raw, isStray }: CsvRecord, columns: Columns): ValuedRow {
  const wanted = columns.names.length;
  // Behind a quote that is not closed, a comma may have been one of the text.
  const values = mendSurplus(isStray ? joinAtBlanks(record) : record, wanted);
  const row = { line, raw, values, cells: cellsOf(values, columns) };
  const why = whyAround(row);
  if (why !== undefined) return { ...row, cells: {}, skip: why };
  const surplus = values.slice(wanted).some((value) => value.trim() !== "");
  const missing = isStray && values.length < wanted;
  if (!surplus && !missing) return row;
  const lack = isStray ? "a quote in it is never closed" : "are quotes missing?";
  return {
    ...row,
    skip: `it has ${countText(values.length, "cell")} where the header has ${wanted}: ${lack}`,
  };
}

/** What stands in one cell, and is neither album nor artist: a heading, a page's number. Beside an artist a title is one. */
function whyAround({ values, cells }: ValuedRow): string | undefined {
  const { albumArtist, artist = albumArtist, albumTitle } = cells;
  if (artist !== undefined && albumTitle !== undefined) return undefined;
  if (hasIdentifyingCell(cells)) return undefined;
  const said = values.find((value) => value.trim() !== "") ?? "";
  return whyNoAlbum(said, { areAlbumsTold: false });
}
