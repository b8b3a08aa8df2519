import { parse, type Options, type Parser } from "csv-parse";
import { pipeline, Readable } from "node:stream";

/** Streaming CSV records of decoded text. What fails while the text is read (it is binary after all, the disk fails) ends the records with that error. */
export function parseCsv(pieces: AsyncIterable<string>, options: Options): Parser {
  const parser = parse(options);
  pipeline(Readable.from(pieces), parser, () => {}); // whoever reads the records is told
  return parser;
}
