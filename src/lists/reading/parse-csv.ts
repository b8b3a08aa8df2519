import { parse, type Options } from "csv-parse/sync";
import { UserError } from "../../errors.ts";
import { eachLine } from "./lines.ts";
import { rowsOfLines, type RowText } from "./row-texts.ts";
import { withoutStrayQuote } from "./stray-quote.ts";

export interface CsvRecord {
  record: string[];
  /** On which it begins, from 1. */
  line: number;
  /** As it was written. */
  raw: string;
  /** A quote that begins in it is never closed, and was taken for a sign of the text. */
  isStray: boolean;
}

export interface CsvReading {
  /** How it is called in messages. */
  name: string;
  delimiter: string;
  /** How many cells a row has; undefined until the header was read. */
  columns: () => number | undefined;
}

/** What people's programs make of RFC 4180. */
const lenient: Options = {
  relax_quotes: true,
  relax_column_count: true,
  record_delimiter: ["\r\n", "\n", "\r"],
};

/** So many rows are parsed at a time, once the header is known, and so many signs: csv-parse costs a single row twenty times as much. */
const atOnce = { rows: 200, length: 64 * 1024 };

/**
 * Streaming CSV records of decoded text; memory stays flat. A quote that is never closed spoils its own row only.
 * @throws UserError for a line longer than 1 MB, naming it.
 */
export async function* readCsvRecords(
  pieces: AsyncIterable<string>,
  { name, delimiter, columns }: CsvReading,
): AsyncGenerator<CsvRecord> {
  const tooLong = (line: number): UserError =>
    new UserError(`${name}, line ${line}: a field of this row is longer than 1 MB`, {
      hint: "is a quote never closed? Otherwise shorten the field",
    });
  let waiting: RowText[] = [];
  let length = 0;
  for await (const row of rowsOfLines(eachLine(pieces, tooLong), { separator: delimiter, columns })) {
    waiting.push(row);
    length += row.text.length;
    if (columns() !== undefined && waiting.length < atOnce.rows && length < atOnce.length) continue;
    yield* parseRows(waiting, delimiter);
    waiting = [];
    length = 0;
  }
  yield* parseRows(waiting, delimiter);
}

function parseRows(rows: RowText[], delimiter: string): CsvRecord[] {
  const records = parse(rows.map(({ text }) => `${text}\n`).join(""), {
    ...lenient,
    delimiter,
  }) as string[][];
  if (records.length !== rows.length)
    throw new Error(
      `${rows.length} rows of CSV were parsed as ${records.length}, from line ${rows[0]?.line}`,
    );
  return rows.map(({ line, raw, isStray }, at) => ({ record: records[at]!, line, raw, isStray }));
}

/** The cells of one line that stands in a cell. */
export function parseLine(line: string, delimiter: string): string[] {
  const [record = []] = parse(withoutStrayQuote(line, delimiter), { ...lenient, delimiter }) as string[][];
  return record;
}
