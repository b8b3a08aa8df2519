import { identifyingFields, type Cells } from "./fields.ts";
import { readYear } from "./mend.ts";

/** The last rows of a spreadsheet: what it reckoned of those above, and no album. */
export const itIsTotal = "it is a total, not an album";

const totals =
  /^(?:grand )?(?:total|totals|sum|summe|gesamt|insgesamt|anzahl|suma|totale|totaal|somme|итого|合計)$/i;

/**
 * Does a row say `Total`, and nothing but numbers beside it? Bands and albums are called so, too: what is identified, has a year, or has both
 * an artist and a title is an album, unless the title is the number of the rows above.
 */
export function readsAsTotal(values: string[], cells: Cells, above: number): boolean {
  const [first = "", ...numbers] = values.map((value) => value.trim()).filter((value) => value !== "");
  const isTotal =
    totals.test(first.replace(/\s*[:=]$/, "")) && numbers.every((value) => /^[\d\s.,%€$£¥]+$/.test(value));
  if (!isTotal || identifyingFields.some((field) => cells[field] !== undefined)) return false;
  const { albumArtist, artist = albumArtist, lastName = artist, albumTitle, date = "" } = cells;
  if (lastName !== undefined && albumTitle !== undefined) return albumTitle === String(above);
  return numbers.length > 0 && readYear(date) === undefined;
}

/** The same of a line: `Total: 12 albums`. */
export function readsAsTotalLine(line: string): boolean {
  const [, first = ""] = /^(.+?)\s*[:=]\s*\d[\d.,]*(?:\s+\p{L}+)?$/u.exec(line.trim()) ?? [];
  return totals.test(first);
}

/** A row, and what it is as a total where it reads as one. */
export interface MaybeTotal<Row> {
  row: Row;
  asTotal: Row | undefined;
  /** It reads as nothing but an album. */
  isAlbum: boolean;
}

/** What stands below a total at the most: another one, some words. */
const mostBelow = 5;

/** Rows, of which one is a total only where no album stands below it. */
export async function* totalsAtEnd<Row>(rows: AsyncIterable<MaybeTotal<Row>>): AsyncGenerator<Row> {
  let held: MaybeTotal<Row>[] = [];
  for await (const each of rows) {
    if (each.isAlbum || held.length > mostBelow) {
      for (const { row } of held) yield row;
      held = [];
    }
    if (held.length > 0 || each.asTotal !== undefined) held.push(each);
    else yield each.row;
  }
  for (const { row, asTotal } of held) yield asTotal ?? row;
}
