import { createHash } from "node:crypto";
import { isFillerArtist } from "../../matching/fillers.ts";
import { normaliseText as foldCase } from "../../matching/text/letters.ts";
import { isRoundedBarcode, readBarcode } from "../../matching/typed/barcode.ts";
import { readMbid } from "../../matching/typed/musicbrainz-address.ts";
import type { Columns } from "./columns.ts";
import type { Cells } from "./fields.ts";
import { mendArtist, mendCut, mendText, mendTitle, readYear } from "./mend.ts";

/** What a row says of the album that it wants. */
export interface RowWords {
  title?: string;
  artist?: string;
  /** Of the album's first release. */
  year?: number;
  /** Of the edition that the list is about: a hint at the most. */
  editionYear?: number;
  groupMbid?: string;
  releaseMbid?: string;
  /** Of either. */
  mbid?: string;
  barcode?: string;
  /** `discogs:release:249504`, or an address. */
  ref?: string;
  /** Of a question: its identifier names another album than its words. Which is meant is decided of both together. */
  areTwo?: true;
  /** A whole line: words, an MBID, an address or a barcode. */
  text?: string;
}

/** One row of a list. */
export interface ListEntry {
  /** From 1: rows of data, without header and blank lines. */
  number: number;
  /** Where it begins, from 1; null where there are no lines (JSON). */
  line: number | null;
  raw: string;
  words: RowWords;
  /** Why there is nothing to ask for. */
  skip?: string;
}

/** What one row holds, before it is known what it says. */
export interface RawRow {
  line: number | null;
  raw: string;
  cells: Cells;
  /** Why its cells can't be told apart. */
  skip?: string;
}

/** A list whose columns are known, row by row. */
export interface RawList {
  columns: Columns;
  rows: AsyncIterable<RawRow>;
}

/** The key under which a row is known: what it says, and nothing of how or where. */
export function hashOfRow(words: RowWords): string {
  const parts = Object.entries(words).sort(([one], [other]) => (one < other ? -1 : 1));
  const said = parts.map(([key, value]) => [key, foldCase(String(value))]);
  return createHash("sha256").update(JSON.stringify(said)).digest("base64url").slice(0, 22);
}

/** What the cells of a row say: the identifiers that are sound, and the words, mended. */
export function wordsOfCells(cells: Cells, about: { isOfDiscogs: boolean; isOfEditions: boolean }): RowWords {
  const artist = artistOf(cells, about);
  const title = cells.albumTitle === undefined ? undefined : mendTitle(cells.albumTitle);
  const whole = title === undefined ? { artist, title } : mendCut(artist, title);
  const barcode = cells.barcode === undefined ? undefined : readBarcode(cells.barcode.trim());
  return withoutGaps({
    title: whole.title || undefined,
    artist: whole.artist,
    ...yearsOf(cells, about),
    groupMbid: mbidOf(cells.groupMbid),
    releaseMbid: mbidOf(cells.releaseMbid) ?? mbidOf(cells.discogsRelease),
    mbid: mbidOf(cells.mbid),
    barcode,
    ref: discogsRef(cells) ?? addressOf(cells),
  });
}

/** A year that is the first one's by its column's name is so in a list of editions, too. */
function yearsOf(
  { firstDate, date }: Cells,
  { isOfEditions }: { isOfEditions: boolean },
): Pick<RowWords, "year" | "editionYear"> {
  const first = firstDate === undefined ? undefined : readYear(firstDate);
  const year = date === undefined ? undefined : readYear(date);
  if (first !== undefined) return { year: first };
  return year === undefined ? {} : { [isOfEditions ? "editionYear" : "year"]: year };
}

function artistOf(cells: Cells, { isOfDiscogs }: { isOfDiscogs: boolean }): string | undefined {
  const { firstName = "", lastName = "", firstNameLocalized = "", lastNameLocalized = "" } = cells;
  const inTwo = `${firstName} ${lastName}`.trim() || `${firstNameLocalized} ${lastNameLocalized}`.trim();
  const name = cells.albumArtist ?? cells.artist ?? inTwo;
  const mended = mendArtist(name, { isOfDiscogs });
  return mended === "" || isFillerArtist(mended) ? undefined : mended;
}

const mbidOf = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : readMbid(text.trim())?.mbid;

function discogsRef({ discogsRelease = "", discogsMaster = "" }: Cells): string | undefined {
  const idOf = (text: string): string | undefined => /^\[?[mr]?(\d{1,10})\]?$/.exec(text)?.[1];
  const release = idOf(discogsRelease);
  if (release !== undefined && !/^0+$/.test(release)) return `discogs:release:${release}`;
  const master = idOf(discogsMaster);
  return master === undefined || /^0+$/.test(master) ? undefined : `discogs:master:${master}`;
}

const addressOf = ({ address }: Cells): string | undefined =>
  address !== undefined && /^[a-z]+:/i.test(address) ? mendText(address) : undefined;

/** Words as typed: a title alone may be more than that, an address or "Artist - Title". */
export function wordsOfTyped({ title, artist, year }: TypedWords): RowWords {
  return artist === undefined && year === undefined ? { text: title } : withoutGaps({ title, artist, year });
}

export interface TypedWords {
  title: string;
  artist?: string | undefined;
  year?: number | undefined;
}

/** Says nothing of what is not there. */
function withoutGaps(words: { [Key in keyof RowWords]: RowWords[Key] | undefined }): RowWords {
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
}

/** What names an album by itself, the strongest first; with gaps. */
export const identifiersIn = ({
  groupMbid,
  releaseMbid,
  mbid,
  barcode,
  ref,
}: RowWords): (string | undefined)[] => [groupMbid, releaseMbid, mbid, barcode, ref];

const isThere = (each: string | undefined): boolean => each !== undefined;

export const isIdentified = (words: RowWords): boolean => identifiersIn(words).some(isThere);

/** The strongest identifier; empty where there is none. */
export const identifierIn = (words: RowWords): string => identifiersIn(words).find(isThere) ?? "";

/** Why nothing can be asked for these words. */
export function skipReason(words: RowWords): string | undefined {
  const { title, artist, text } = words;
  const identified = isIdentified(words);
  const alone = text ?? (artist === undefined ? title : undefined);
  if (!identified && alone !== undefined && isRoundedBarcode(alone))
    return `${alone} is a barcode that a spreadsheet rounded: its last digits are lost`;
  if (identified || title !== undefined || text !== undefined) return undefined;
  return artist === undefined ? "it names no album" : "it names an artist, and no album";
}
