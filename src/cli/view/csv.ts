import { plainText } from "../../plain-text.ts";

type Cell = string | number | null | undefined;

/** RFC 4180. A cell that a spreadsheet would reckon (CSV injection: `=cmd…`, `+`, `-`, `@`) begins with an apostrophe. */
export const csvLine = (cells: Cell[]): string =>
  `${cells.map((cell) => cellOf(plainText(String(cell ?? "")))).join(",")}\r\n`;

/** Tab-separated values: a spreadsheet reckons there as well. No cell can hold a tab or a line's end. */
export const tsvLine = (cells: Cell[]): string =>
  `${cells.map((cell) => unreckoned(plainText(String(cell ?? "")))).join("\t")}\n`;

const unreckoned = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text;

function cellOf(text: string): string {
  const safe = unreckoned(text);
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
