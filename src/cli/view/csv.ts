import { plainText } from "../../plain-text.ts";

/** RFC 4180. A cell that a spreadsheet would reckon (CSV injection: `=cmd…`, `+`, `-`, `@`) begins with an apostrophe. */
export const csvLine = (cells: (string | number | null | undefined)[]): string =>
  `${cells.map((cell) => cellOf(plainText(String(cell ?? "")))).join(",")}\r\n`;

function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
