import type { ChalkInstance } from "chalk";
import { plainText } from "../../plain-text.ts";
import { fit, pad, widthOf } from "./text.ts";
import { wrap } from "./wrap.ts";

const leastWidth = 6;

export interface Column<Row> {
  title: string;
  value: (row: Row) => string | number | null | undefined;
  align?: "left" | "right";
  /** Gives way first when the screen is narrow. */
  flexible?: boolean;
  /** Where it is cut, its end stays: a path's file name. */
  keepsEnd?: boolean;
  /** Is never cut: a name that is to be typed. */
  whole?: boolean;
  /** Is wrapped where others are cut: nothing of it is lost. */
  wraps?: boolean;
}

/**
 * Rows under their titles, cut to the width of the screen; a column that says nothing in any row is left out. On a screen too narrow
 * for that, a row is a line for each of its values.
 * Values may come from outside: they are cleaned.
 */
export function renderTable<Row>(
  rows: Row[],
  allColumns: Column<Row>[],
  screen: { columns: number; colour: ChalkInstance },
): string {
  const columns = allColumns.filter((column) => rows.some((row) => (column.value(row) ?? "") !== ""));
  const cells = rows.map((row) => columns.map((column) => plainText(String(column.value(row) ?? ""))));
  const widestOf = (measure: (text: string) => number): number[] =>
    columns.map((column, at) =>
      cells.reduce((widest, line) => Math.max(widest, measure(line[at]!)), measure(column.title)),
    );
  const words = columns.some((column) => column.wraps) ? widestOf(longestWord) : [];
  const widths = fitWidths(widestOf(widthOf), columns, words, screen.columns);
  const line = (texts: string[]): string =>
    texts
      .map((text, at) => cellOf(text, widths[at]!, columns[at]!))
      .join("  ")
      .trimEnd();
  const titles = columns.map((column) => column.title);
  if (totalOf(widths) > screen.columns) return recordsOf(cells, titles);
  const [head, ...body] = [titles, ...cells].map((texts) => linesOfRow(texts, columns, widths).map(line));
  const bold = head!.map((text) => screen.colour.bold(text));
  return [...bold, ...body.flat()].map((text) => `${text}\n`).join("");
}

function cellOf<Row>(text: string, width: number, { align, keepsEnd }: Column<Row>): string {
  const fitted = fit(text, width, keepsEnd ? "end" : "start");
  return pad(fitted, width, align === "right" ? "left" : "right");
}

/** With two columns of space between them. */
const totalOf = (widths: number[]): number =>
  widths.reduce((sum, width) => sum + width, 0) + Math.max(0, widths.length - 1) * 2;

/** Each row as its first value, and the others below it by name. */
function recordsOf(cells: string[][], titles: string[]): string {
  const nameOf = (at: number): string => (titles[at] === "" ? "" : `${titles[at]} `);
  return cells
    .flatMap(([first = "", ...others]) => [
      `${nameOf(0)}${first}`,
      ...others.flatMap((text, at) => (text === "" ? [] : [`  ${nameOf(at + 1)}${text}`])),
    ])
    .map((text) => `${text}\n`)
    .join("");
}

const longestWord = (text: string): number => Math.max(0, ...text.split(/\s+/).map(widthOf));

/** One line of the screen, or as many as the longest cell that wraps. */
function linesOfRow<Row>(texts: string[], columns: Column<Row>[], widths: number[]): string[][] {
  if (!columns.some((column) => column.wraps)) return [texts];
  const cells = texts.map((text, at) =>
    columns[at]!.wraps ? wrap(text, widths[at]!, { hang: 0, breaksWords: true }).split("\n") : [text],
  );
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) => cells.map((lines) => lines[at] ?? ""));
}

/** The flexible columns give way first, then other words; numbers stay whole, and words that wrap as long as they can. */
function fitWidths<Row>(wanted: number[], columns: Column<Row>[], words: number[], screen: number): number[] {
  const giving = (may: (column: Column<Row>, at: number) => number | undefined): number[] =>
    columns.map((column, at) => may(column, at) ?? Infinity);
  const stages = [
    giving((column, at) => (column.wraps ? Math.max(leastWidth, words[at]!) : undefined)),
    giving((column) => (column.flexible ? leastWidth : undefined)),
    giving((column) => (column.align === "right" || column.whole ? undefined : leastWidth)),
  ];
  return stages.reduce((widths, least) => narrow(widths, least, screen), wanted);
}

/** Takes from the widest of the columns that are above their least, one column of the screen at a time. */
function narrow(wanted: number[], least: number[], screen: number): number[] {
  const widths = [...wanted];
  let over = totalOf(widths) - screen;
  for (; over > 0; over--) {
    const giving = widths.map((width, at) => (width > least[at]! ? width : 0));
    const widest = giving.indexOf(Math.max(...giving));
    if (giving[widest] === 0) break;
    widths[widest]!--;
  }
  return widths;
}
