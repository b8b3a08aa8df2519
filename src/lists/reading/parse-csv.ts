import { parse, type Options, type Parser } from "csv-parse";
import { pipeline, Readable } from "node:stream";
import { longestField } from "./text.ts";

/** What people's programs make of RFC 4180. */
const lenient: Options = {
  bom: true,
  info: true,
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: true,
  max_record_size: longestField,
};

/** Streaming CSV records of decoded text, each with its line. What fails while the text is read (it is binary after all, the disk fails) ends the records with that error. */
export function parseCsv(pieces: AsyncIterable<string>, options: Options): Parser {
  const parser = parse({ ...lenient, ...options });
  pipeline(Readable.from(pieces), parser, () => {}); // whoever reads the records is told
  return parser;
}
