import { hasIdentifyingCell, type Cells } from "./fields.ts";
import { readYear } from "./mend.ts";

/** Rows of a spreadsheet that it reckoned of others, and no albums: mostly the last ones. */
export const itIsTotal = "it is a total, not an album";

/** What bands and albums are called, too. */
const totals =
  /^(?:totals?|sums?|count|average|avg\.?|mean|median|min(?:imum)?|max(?:imum)?|summe|gesamt|insgesamt|anzahl|suma|totale|totaal|aantal|somme|nombre|всего|итого|合計|合计|總計|총계)$/iu;
/** What nobody is. */
const certainTotals =
  /^(?:(?:sub|grand)[\s-]?totals?(?:\s+\S+)?|(?:total|totals|sum|count|number|average)(?:\s+(?:of|no\.?|number))*\s+(?:albums?|records?|items?|rows?|entries|price|value|rating|cost)|(?:gesamt|zwischen|teil|end)summe|gesamt(?:wert|anzahl|ergebnis)|teilergebnis|durchschnitt|mittelwert|sous[\s-]totale?s?|total général|moyenne|promedio|subtotale|totale complessivo|gemiddelde|eindtotaal|подытог|общий итог|小計|小计|平均|総計|소계|평균)$/iu;

/**
 * Does a row say `Total`, and nothing but numbers beside it? Bands and albums are called so, too: what is identified or has a year is an
 * album, and so is what has an artist and a title, unless that is a number of rows.
 * @param above How many albums stand above it.
 */
export function readsAsTotal(values: string[], cells: Cells, above: number): boolean {
  const [first = "", ...numbers] = values.map((value) => value.trim()).filter((value) => value !== "");
  if (numbers.length === 0 && readsAsTotalLine(first)) return !hasIdentifyingCell(cells);
  const label = first.replace(/\s*[:=]$/, "");
  const isTotal =
    (totals.test(label) || certainTotals.test(label)) &&
    numbers.every((value) => /^[\d\s.,%€$£¥]+$/.test(value));
  if (!isTotal || hasIdentifyingCell(cells)) return false;
  const { albumArtist, artist = albumArtist, lastName = artist, albumTitle, date = "" } = cells;
  if (lastName !== undefined && albumTitle !== undefined)
    return albumTitle === String(above) || readYear(albumTitle) === undefined;
  return certainTotals.test(label) || (numbers.length > 0 && readYear(date) === undefined);
}

/** The same of what stands alone: `Total: 12 albums`, `12 albums`, `(12 rows)`. */
export function readsAsTotalLine(line: string): boolean {
  const text = line.slice(0, 200).trim();
  const [, first = ""] = /^(.+?)\s*[:=]\s*[€$£]?\s?\d[\d.,]*(?:\s+\p{L}+|\s?[€$£%])?$/u.exec(text) ?? [];
  return totals.test(first) || certainTotals.test(first) || counted.test(text);
}

const counted =
  /^\(?\s*(?:total\s+)?\d[\d.,]*\s+(?:total\s+)?(?:albums?|records?|rows?|items?|entries|results?|titles?|alben|zeilen|einträge|discos|álbumes|disques)(?:\s+(?:in total|total|found|insgesamt|listed))?\s*\)?\.?$/iu;

/** Whether a label says by itself that it is reckoned: nobody is called so. */
export const isCertainTotal = (values: string[]): boolean => {
  const first = values.find((value) => value.trim() !== "") ?? "";
  return certainTotals.test(first.trim().replace(/\s*[:=]$/, ""));
};

/** A row, and what it is as a total where it reads as one. */
export interface MaybeTotal<Row> {
  row: Row;
  asTotal: Row | undefined;
  /** It reads as nothing but an album. */
  isAlbum: boolean;
}

/** What stands below a total at the most: others, some words. */
const mostBelow = 10;

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
