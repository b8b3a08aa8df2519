import { creditText } from "../../facts.ts";
import type { ItemLine } from "../../finding/find.ts";
import { toJson } from "./json.ts";
import { csvLine, tsvLine } from "./csv.ts";

/** Lines for other programs. */
export const lineFormats = ["json", "ndjson", "csv", "tsv"] as const;
export type LineFormat = (typeof lineFormats)[number];

const pieceLength = 65_536;

/** NDJSON, CSV or TSV in pieces of a good size to write; a table begins with the columns' names. */
export function* formatLines(
  lines: Iterable<ItemLine>,
  format: Exclude<LineFormat, "json">,
  columns: readonly string[],
): Generator<string> {
  const lineOf = format === "csv" ? csvLine : tsvLine;
  let piece = format === "ndjson" ? "" : lineOf([...columns]);
  for (const line of lines) {
    piece += format === "ndjson" ? `${toJson(line)}\n` : lineOf(columns.map((name) => cellText(line[name])));
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

/** One value as one text: a credit as it is printed, a list by commas. */
export function cellText(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (!Array.isArray(value)) return typeof value === "number" ? value : String(value);
  const isCredit = value.every((each) => typeof each === "object" && each !== null);
  return isCredit ? creditText(value as Parameters<typeof creditText>[0]) : value.join(", ");
}
