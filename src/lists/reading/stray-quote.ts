/** Quote scanning: where the cells of a line of CSV are parted, and whether a quote of it is still open at its end. */
export interface ScannedLine {
  /** Separators that stand in no quotes: one less than the cells. */
  separators: number;
  /** Where the quote stands that no other of this line closes; -1 for one that the line began in. */
  openAt?: number;
  /** The quotes that the line began in end in the middle of a cell: nobody's program writes such. */
  isTorn: boolean;
}

/** As csv-parse reads with `relax_quotes`: a quote opens at the beginning of a cell only, and a doubled one is text. */
export function scanLine(text: string, separator: string, beginsQuoted = false): ScannedLine {
  let separators = 0;
  let isTorn = false;
  let openAt = beginsQuoted ? -1 : text.startsWith('"') ? 0 : undefined;
  let at = openAt === undefined ? 0 : openAt + 1;
  for (;;) {
    if (openAt !== undefined) {
      const close = closingQuote(text, at);
      if (close === undefined) return { separators, openAt, isTorn };
      const endsCell = close + 1 === text.length || text.startsWith(separator, close + 1);
      isTorn ||= openAt === -1 && !endsCell;
      at = close + 1;
    }
    const parting = text.indexOf(separator, at);
    if (parting < 0) return { separators, isTorn };
    separators++;
    at = parting + separator.length;
    openAt = text[at] === '"' ? at++ : undefined;
  }
}

function closingQuote(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return undefined;
}

/** The line alone, as a row: without the quote that it does not close. */
export function withoutStrayQuote(text: string, separator: string): string {
  const { openAt } = scanLine(text, separator);
  return openAt === undefined ? text : text.slice(0, openAt) + text.slice(openAt + 1);
}

/** How many cells the line has, taken alone. */
export const cellsOfLine = (text: string, separator: string): number =>
  scanLine(withoutStrayQuote(text, separator), separator).separators + 1;
