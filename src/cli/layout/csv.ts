import { asCellText, plainText } from "../../plain-text.ts";

type Cell = string | number | null | undefined;

/** RFC 4180. A cell that a spreadsheet would reckon (CSV injection: `=cmd…`, `+`, `-`, `@`) begins with an apostrophe. */
export const csvLine = (cells: Cell[]): string =>
  `${cells.map((cell) => quotedWhere(/[",\r\n]|^\s|\s$/, textOf(cell))).join(",")}\r\n`;

/**
 * Tab-separated values: a spreadsheet reckons there as well. No cell can hold a tab or a line's end; one that begins with a quote stands
 * in quotes, since most readers would take it for the beginning of such, and all that follows with it.
 */
export const tsvLine = (cells: Cell[]): string =>
  `${cells.map((cell) => quotedWhere(/^"/, textOf(cell))).join("\t")}\n`;

const textOf = (cell: Cell): string => asCellText(plainText(String(cell ?? "")));

const quotedWhere = (pattern: RegExp, text: string): string =>
  pattern.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
