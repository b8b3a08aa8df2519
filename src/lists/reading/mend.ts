import { decodeHTML } from "entities";
import { utf8OfWestern } from "../../decode-text.ts";
import { isBlank, plainText } from "../../plain-text.ts";

/** Data cleaning: damage that programs do to names, mended only where it is certain what was there. */

/** One line, no control characters, no entities (`&amp;`, also twice over); empty where nobody would see anything. */
export function mendText(text: string): string {
  let mended = decodedTwice(text);
  for (let times = 0; times < 3 && /&(?:#\d+|#x[\da-f]+|[a-z]+\d*);/i.test(mended); times++)
    mended = decodeHTML(mended);
  return isBlank(mended) ? "" : plainText(mended).replace(/\s+/g, " ").trim();
}

/** UTF-8 that was taken for Windows-1252 (`BjÃ¶rk`): only bytes that are valid together are. */
const decodedTwice = (text: string): string =>
  /[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]/.test(text) ? utf8OfWestern(text) : text;

const article = /^(.+), (The|A|An|Die|Der|Das|Les|Le|La|Los|Las|El|Il|I|Gli|De|Het)$/;
const parting = /\s*(?:,|\/|&|\bfeat\.?|\bft\.?|\bvs\.?|-)\s*/.source;
/** The numbers with which Discogs tells artists of one name apart: "Nirvana (2), Melvins". */
const discogsNumber = new RegExp(`\\s\\((?:[2-9]|[1-9]\\d{1,2})\\)\\*?(?=$|${parting})`, "gi");

/** What a copied web page has behind a name: `Desire[1]`, `Nevermind[a]`. Behind a space it may be the title's own. */
const footnotes = /(?<=[^\s[])(?:\[(?:\d{1,3}|[a-z]|(?:note|nb) \d{1,3})\])+$/i;

/** `Beatles, The` → The Beatles; `Nirvana (2)` → Nirvana. */
export function mendArtist(text: string, { isOfDiscogs = false } = {}): string {
  const plain = mendText(text).replace(footnotes, "").replace(discogsNumber, "");
  const starless = isOfDiscogs ? plain.replace(/(?<=\S)\*(?=$|,|\s)/g, "") : plain;
  return putArticleFirst(starless.replace(/;(?=\S)/g, "; ").replace(/\s*[,;]$/, ""));
}

export const mendTitle = (text: string): string => putArticleFirst(mendText(text).replace(footnotes, ""));

const putArticleFirst = (text: string): string => {
  const [, rest, first] = article.exec(text) ?? [];
  return rest === undefined || rest.includes(",") ? text : `${first} ${rest}`;
};

const quoted = /^(['"‘“«])(.+)(['"’”»])$/s;

/**
 * A title in quotes behind more of the artist: a row that was cut at the artist's comma (`Crosby` | `Stills & Nash, 'Déjà Vu'`).
 */
export function mendCut(
  artist: string | undefined,
  title: string,
): { artist: string | undefined; title: string } {
  const [, more, open, inner, close] = /^([^'"‘“]+), (['"‘“])(.+)(['"’”])$/s.exec(title) ?? [];
  if (artist !== undefined && more !== undefined && isPair(open!, close!))
    return { artist: `${artist}, ${more}`, title: inner! };
  const whole = quoted.exec(title);
  const isWhole = whole && isPair(whole[1]!, whole[3]!) && !whole[2]!.includes(whole[1]!);
  return { artist, title: isWhole ? whole[2]! : title };
}

const isPair = (open: string, close: string): boolean =>
  ["''", '""', "‘’", "“”", "«»"].includes(open + close);

/** The first year in a date, however it is written; undefined for 0 and the like. `1.975` is a year that a spreadsheet took for a number. */
export function readYear(text: string): number | undefined {
  const whole = text.trim().replace(/^([12])[.,\s](\d{3})$/, "$1$2");
  const [, year] = /(?<!\d)((?:18[6-9]|19\d|20\d)\d)(?!\d)/.exec(whole) ?? [];
  return year === undefined ? shortYear(whole) : Number(year);
}

const day = /\d{1,2}[./-]\d{1,2}[./-]/.source;
const month = /(?:\d{1,2}[\s.-]+)?\p{L}{3,}\.?[\s.-]+/u.source;
const yearBehindDate = new RegExp(`^(?:${day}|${month})?['’]?(\\d\\d)$`, "u");

/** `23.1.77`, `Jan-77`, `'77`, `97-06-16`: two digits that are no day and no year of this century are one of the last. */
function shortYear(text: string): number | undefined {
  const [, first] = /^(\d\d)-\d\d-\d\d$/.exec(text) ?? [];
  const [, last] = yearBehindDate.exec(text) ?? [];
  const digits = [first, last].map(Number).find((each) => each > 31);
  return digits === undefined ? undefined : 1900 + digits;
}

/**
 * A cell without the mark of a file that was put behind another, without quotes that a blank before them kept from being such, and without the
 * sign that makes a text of a number (`="0724385522925"`).
 */
export function bareCell(cell: string): string {
  const text = cell.replace(/^\ufeff/, "");
  const [, inner] = /^(?:\s+|=)"(.*)"\s*$/s.exec(text) ?? [];
  return inner === undefined ? text : inner.replaceAll('""', '"');
}

/** Cells that a comma within a name made: there are too many, and one that begins with a blank belongs to the cell before it. */
export function mendSurplus(values: string[], columns: number): string[] {
  if (values.length <= columns) return values;
  const joined = joinAtBlanks(values);
  const last = joined.length > columns && joined.slice(columns).every((value) => value.trim() === "");
  const cells = last ? joined.slice(0, columns) : joined.length === columns ? joined : values;
  return cells.map(bareCell);
}

/** Each cell with those behind it that begin with a blank, unless that begins a quote: `Crosby`, ` Stills` → `Crosby, Stills`. */
export function joinAtBlanks(values: string[]): string[] {
  const joined: string[] = [];
  for (const value of values) {
    if (/^[ \t][^\s"]/.test(value) && joined.length > 0) joined.push(`${joined.pop()!},${value}`);
    else joined.push(value);
  }
  return joined;
}
