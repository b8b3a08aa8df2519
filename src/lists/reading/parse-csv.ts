import { CsvError, parse, type Options, type Parser } from "csv-parse";
import { parse as parseSync } from "csv-parse/sync";
import { pipeline, Readable } from "node:stream";
import { UserError } from "../../errors.ts";
import { longestField } from "./text.ts";

export interface CsvRecord {
  record: string[];
  /** `lines`: on which it ends. */
  info: { lines: number };
  /** As it was written, where that was asked for. */
  raw: string;
}

/** What people's programs make of RFC 4180. */
const lenient: Options = {
  bom: true,
  info: true,
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: true,
  max_record_size: longestField,
};

/**
 * Streaming CSV records of decoded text, each with its line. What fails while the text is read (it is binary after all, the disk
 * fails) ends the records with that error.
 * @throws UserError for what is no CSV, naming the line on which that row begins.
 */
export async function* readCsvRecords(
  pieces: AsyncIterable<string>,
  { name, hint, ...options }: Options & { name: string; hint: string },
): AsyncGenerator<CsvRecord> {
  let whole: Place = { lines: 0, empty_lines: 0 };
  const on_record: Options["on_record"] = (record, place) => {
    whole = { lines: place.lines, empty_lines: place.empty_lines };
    return record as string[];
  };
  const parser: Parser = parse({ ...lenient, ...options, on_record });
  pipeline(Readable.from(pieces), parser, () => {}); // whoever reads the records is told
  try {
    for await (const each of parser) yield each as CsvRecord;
  } catch (error) {
    throw error instanceof CsvError ? explain(error, { name, hint, whole }) : error;
  }
}

/** The cells of one line that stands in a cell. */
export function parseLine(line: string, delimiter: string): string[] {
  const [record = []] = parseSync(line, {
    relax_quotes: true,
    relax_column_count: true,
    delimiter,
  }) as string[][];
  return record;
}

/** How far the text was read: lines, and those of them that were skipped for they are empty. */
interface Place {
  lines: number;
  empty_lines: number;
}

/** An unclosed quote swallows all that follows: the end of the file says nothing of where it stands. */
function explain(
  error: CsvError & Partial<Place>,
  { name, hint, whole }: { name: string; hint: string; whole: Place },
): UserError {
  const skipped = (error.empty_lines ?? whole.empty_lines) - whole.empty_lines;
  const where = `${name}, line ${whole.lines + Math.max(0, skipped) + 1}`;
  if (error.code === "CSV_QUOTE_NOT_CLOSED") {
    return new UserError(`${where}: a quote that begins in this row is never closed`, {
      hint: `close it, or double it where it is meant: ""; ${hint}`,
      cause: error,
    });
  }
  if (error.code === "CSV_MAX_RECORD_SIZE") {
    return new UserError(`${where}: a field of this row is longer than 1 MB`, {
      hint: "is a quote never closed? Otherwise shorten the field",
      cause: error,
    });
  }
  return new UserError(`${where}: ${error.message}`, { hint, cause: error });
}
