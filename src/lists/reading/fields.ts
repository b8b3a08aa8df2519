import { meaningOf } from "./header-words.ts";

/** What a column of a list may be. */
export type ListField =
  | "title"
  | "name"
  | "albumTitle"
  | "track"
  | "artist"
  | "albumArtist"
  | "firstName"
  | "lastName"
  | "firstNameLocalized"
  | "lastNameLocalized"
  | "date"
  /** Of the album's first release, where another column has that of an edition. */
  | "firstDate"
  | "groupMbid"
  | "releaseMbid"
  | "mbid"
  | "barcode"
  | "discogsRelease"
  | "discogsMaster"
  | "address"
  | "albumKey"
  | "isrc"
  /** What a row is of: an album, a song. */
  | "itemType";

/** Each says by itself which album is meant. */
export const identifyingFields: ListField[] = [
  "groupMbid",
  "releaseMbid",
  "mbid",
  "barcode",
  "discogsRelease",
  "discogsMaster",
  "address",
];

/** Each says who the album is by. */
export const artistFields: ListField[] = ["artist", "albumArtist", "lastName"];

/** Values of one row by what their columns mean. */
export type Cells = Partial<Record<ListField, string>>;

export const hasIdentifyingCell = (cells: Cells): boolean =>
  identifyingFields.some((field) => cells[field] !== undefined);

/** What a set of meanings makes of a column. */
const rules: [says: string, field: ListField][] = [
  ["album", "albumTitle"],
  ["album name", "albumTitle"],
  ["album title", "albumTitle"],
  ["album name title", "albumTitle"],
  ["release title", "albumTitle"],
  ["name release", "albumTitle"],
  ["title", "title"],
  ["name", "name"],
  ["track", "track"],
  ["name track", "track"],
  ["title track", "track"],
  ["artist", "artist"],
  ["artist name", "artist"],
  ["artist track", "artist"],
  ["album artist", "albumArtist"],
  ["album artist name", "albumArtist"],
  ["date", "date"],
  ["date release", "date"],
  ["album date", "date"],
  ["album date release", "date"],
  ["album uri", "albumKey"],
  ["uri", "address"],
  ["mbid uri", "address"],
  ["discogs uri", "address"],
  ["mbid", "mbid"],
  ["id mbid", "mbid"],
  ["album mbid", "releaseMbid"],
  ["album id mbid", "releaseMbid"],
  ["mbid release", "releaseMbid"],
  ["id mbid release", "releaseMbid"],
  ["group mbid release", "groupMbid"],
  ["group id mbid release", "groupMbid"],
  ["group id release", "groupMbid"],
  ["group mbid", "groupMbid"],
  ["group id mbid", "groupMbid"],
  ["id release", "discogsRelease"],
  ["discogs id release", "discogsRelease"],
  ["discogs release", "discogsRelease"],
  ["discogs id", "discogsRelease"],
  ["discogs id master", "discogsMaster"],
  ["id master", "discogsMaster"],
  ["barcode", "barcode"],
  ["isrc", "isrc"],
  ["date first", "firstDate"],
  ["date first release", "firstDate"],
  ["first release", "firstDate"],
];
const fieldOfMeaning = new Map(rules);

const exact = new Map<string, ListField>(
  Object.entries({
    "first name": "firstName",
    "last name": "lastName",
    "artist first name": "firstName",
    "artist last name": "lastName",
    vorname: "firstName",
    nachname: "lastName",
    "code barres": "barcode",
    "código de barras": "barcode",
    "codigo de barras": "barcode",
    "ean code": "barcode",
    "upc code": "barcode",
    "originally available at": "firstDate",
    originalyear: "firstDate",
    originaldate: "firstDate",
    "first name localized": "firstNameLocalized",
    "last name localized": "lastNameLocalized",
    "collection name": "albumTitle",
    "item title": "albumTitle",
    "item name": "albumTitle",
    "item type": "itemType",
    "product type": "itemType",
    "media type": "itemType",
    type: "itemType",
    "artist 1": "artist",
    "artist name 1": "artist",
    "foreign album id": "groupMbid",
    "item url": "address",
    "mb albumid": "releaseMbid",
    "mb releasegroupid": "groupMbid",
    "musicbrainz albumid": "releaseMbid",
    "musicbrainz releasegroupid": "groupMbid",
  }),
);

/** Header recognition. What a column with this name holds; undefined for what says nothing of an album. */
export function fieldOf(header: string): ListField | undefined {
  const words = wordsOf(header);
  const known = exact.get(words.join(" "));
  if (known) return known;
  const says = words.map(meaningOf);
  if (says.length === 0 || says.includes(undefined)) return undefined;
  const parts = new Set(says.flatMap((part) => part!.split(" ")).filter((part) => part !== ""));
  return fieldOfMeaning.get([...parts].sort().join(" "));
}

/** Beside others: Plex tells of an item by what lies above it, of a track by its grandparent's and parent's titles, of an album by its parent's. */
export function fieldsOfHeader(headers: string[]): (ListField | undefined)[] {
  const keys = headers.map((header) => wordsOf(header).join(" "));
  const lineage = keys.includes("grandparent title") ? ofTrack : ofAlbum;
  return headers.map((header, at) => fieldOf(header) ?? lineage.get(keys[at]!));
}

const ofTrack = new Map<string, ListField>([
  ["grandparent title", "albumArtist"],
  ["parent title", "albumTitle"],
  ["parent year", "date"],
]);
const ofAlbum = new Map<string, ListField>([["parent title", "artist"]]);

/** `Album Artist Name(s)` → album artist name s; `artistName` and `album_mbid` likewise. */
export function wordsOf(header: string): string[] {
  return header
    .replace(/^\ufeff/, "")
    .replace(/^master_metadata_/, "")
    .replace(/music[ _-]?brainz[ _-]?/gi, "musicbrainz ")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .normalize("NFC")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
