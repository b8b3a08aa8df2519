import type { ChalkInstance } from "chalk";
import { plainText } from "../../plain-text.ts";
import { fit, pad, widthOf } from "./text.ts";

const leastWidth = 6;

export interface Column<Row> {
  title: string;
  value: (row: Row) => string | number | null | undefined;
  align?: "left" | "right";
  /** Gives way first when the screen is narrow. */
  flexible?: boolean;
}

/**
 * Rows under their titles, cut to the width of the screen; a column that says nothing in any row is left out.
 * Values may come from outside: they are cleaned.
 */
export function renderTable<Row>(
  rows: Row[],
  allColumns: Column<Row>[],
  screen: { columns: number; colour: ChalkInstance },
): string {
  const columns = allColumns.filter((column) => rows.some((row) => (column.value(row) ?? "") !== ""));
  const cells = rows.map((row) => columns.map((column) => plainText(String(column.value(row) ?? ""))));
  const widths = fitWidths(
    columns.map((column, at) =>
      cells.reduce((widest, line) => Math.max(widest, widthOf(line[at]!)), widthOf(column.title)),
    ),
    columns,
    screen.columns,
  );
  const line = (texts: string[]): string =>
    texts
      .map((text, at) =>
        pad(fit(text, widths[at]!), widths[at]!, columns[at]!.align === "right" ? "left" : "right"),
      )
      .join("  ")
      .trimEnd();
  const head = screen.colour.bold(line(columns.map((column) => column.title)));
  return [head, ...cells.map(line)].map((text) => `${text}\n`).join("");
}

/** The flexible columns give way first, then other words; numbers stay whole. */
function fitWidths<Row>(wanted: number[], columns: Column<Row>[], screen: number): number[] {
  const flexible = columns.map((column) => column.flexible === true);
  const words = columns.map((column) => column.align !== "right");
  return narrow(narrow(wanted, flexible, screen), words, screen);
}

/** Takes from the widest of the columns that may give way, one column of the screen at a time. */
function narrow(wanted: number[], mayGive: boolean[], screen: number): number[] {
  const widths = [...wanted];
  let over = widths.reduce((sum, width) => sum + width, (widths.length - 1) * 2) - screen;
  for (; over > 0; over--) {
    const giving = widths.map((width, at) => (mayGive[at] ? width : 0));
    const widest = giving.indexOf(Math.max(...giving));
    if (giving[widest]! <= leastWidth) break;
    widths[widest]!--;
  }
  return widths;
}
