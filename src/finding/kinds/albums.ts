import { bareBarcode } from "../../db/barcodes.ts";
import { artworkStatuses } from "../../db/schema/music.ts";
import type { IndexHits, ItemField, Kind, Test } from "../field.ts";
import {
  addedField,
  barcodeIds,
  date,
  genreField,
  idField,
  listField,
  mbidField,
  number,
  text,
  word,
} from "./common.ts";

/** The credit of an album as it is printed. */
const credit = (albumId: string): string =>
  `(SELECT group_concat(printed.credited_as || printed.join_phrase, '' ORDER BY printed.position)
    FROM album_artists AS printed WHERE printed.album_id = ${albumId})`;

/** The whole credit has more than the one artist. */
const saysMore = "(position = 1 OR (position = 0 AND join_phrase <> ''))";

/** An artist of the album is called so, on it or elsewhere, or its whole credit says so. */
export const albumArtistHolds = (albumId: string, test: Test): string =>
  `EXISTS (SELECT 1 FROM album_artists CROSS JOIN artists ON artists.id = artist_id
     WHERE album_id = ${albumId} AND (${test("credited_as")} OR ${test("artists.name")}
       OR (${saysMore} AND ${test(credit("album_artists.album_id"))})))`;

export const albumGenre = genreField(
  "item_type = 'album' AND item_id = albums.id",
  (categories) =>
    `SELECT item_id FROM item_categories WHERE item_type = 'album' AND category_id IN (${categories})`,
);

const artist: ItemField = text(["artist"], credit("albums.id"), {
  holds: (test) => albumArtistHolds("albums.id", test),
  ids: (test) => `SELECT album_id FROM album_artists WHERE ${test("credited_as")}
    OR artist_id IN (SELECT id FROM artists WHERE ${test("artists.name")})
    OR (${saysMore} AND ${test(credit("album_artists.album_id"))})`,
  among: (candidates) => `${candidates("album", "names")} UNION ALL ${byArtists(candidates)}`,
});

/** The index has albums by their credits: an artist may be called otherwise. */
const byArtists = (candidates: IndexHits): string =>
  `SELECT album_id AS id FROM album_artists WHERE artist_id IN (${candidates("artist", "title")})`;

const ofReleases = (names: ItemField["names"], column: string): ItemField => ({
  names,
  type: "list",
  value: `(SELECT json_group_array(DISTINCT ${column}) FILTER (WHERE ${column} <> '') FROM releases WHERE album_id = albums.id)`,
  holds: (test) => `EXISTS (SELECT 1 FROM releases WHERE album_id = albums.id AND ${test(column)})`,
  isUnknown: `NOT EXISTS (SELECT 1 FROM releases WHERE album_id = albums.id AND ${column} <> '')`,
});

/** Printed on its releases, or told by its files. */
const barcodes = `SELECT barcode FROM releases WHERE album_id = albums.id AND barcode <> ''
  UNION SELECT value FROM identifiers WHERE item_type = 'album' AND item_id = albums.id AND +kind = 'barcode'`;

const barcode: ItemField = {
  names: ["barcode"],
  type: "list",
  compares: "barcodes",
  value: `(SELECT json_group_array(barcode) FROM (${barcodes}))`,
  holds: (test) =>
    `EXISTS (SELECT 1 FROM (${barcodes}) WHERE ${test("barcode")} OR ${test(bareBarcode("barcode"))})`,
  isUnknown: `NOT EXISTS (${barcodes})`,
  ids: (test) => `${barcodeIds("SELECT album_id FROM releases WHERE", "barcode", test)}
    UNION ALL ${barcodeIds("SELECT item_id FROM identifiers WHERE item_type = 'album' AND kind = 'barcode' AND", "value", test)}`,
};

/** `importer list albums`. */
export const albumKind: Kind = {
  name: "albums",
  table: "albums",
  fields: [
    idField("albums", "album"),
    mbidField("album"),
    text(["title"], "albums.title", {
      sort: "albums.title_key",
      index: "albums_title_key",
      among: (candidates) => candidates("album", "title"),
    }),
    artist,
    {
      names: ["artists"],
      type: "credit",
      holds: artist.holds!,
      ids: artist.ids!,
      value: `(SELECT json_group_array(json_object('id', artists.id, 'name', artists.name, 'creditedAs', credited_as,
        'joinPhrase', join_phrase) ORDER BY position)
        FROM album_artists CROSS JOIN artists ON artists.id = artist_id WHERE album_id = albums.id)`,
      isUnknown: "NOT EXISTS (SELECT 1 FROM album_artists WHERE album_id = albums.id)",
    },
    number(["year", "releaseYear"], "albums.release_year", {
      index: "albums_year",
      ids: (test) => `SELECT id FROM albums WHERE ${test("albums.release_year")}`,
    }),
    date(["released", "firstReleaseDate"], "albums.first_release_date"),
    text(["type", "primaryType"], "albums.primary_type"),
    listField(["types", "secondaryTypes"], "albums.secondary_types"),
    albumGenre,
    ofReleases(["label"], "label"),
    ofReleases(["format"], "format"),
    ofReleases(["country"], "country"),
    barcode,
    number(["releases"], "(SELECT count(*) FROM releases WHERE album_id = albums.id)"),
    number(["tracks"], "(SELECT count(*) FROM tracks WHERE album_id = albums.id)"),
    number(
      ["files"],
      "(SELECT count(*) FROM tracks CROSS JOIN files ON files.track_id = tracks.id WHERE album_id = albums.id)",
    ),
    word(["cover", "artworkStatus"], "albums.artwork_status", artworkStatuses),
    text(["note", "disambiguation"], "albums.disambiguation"),
    addedField("albums"),
  ],
  anywhere: {
    holds: (test) => `${test("+albums.title")} OR ${artist.holds!(test)}`,
    among: (candidates) => `${candidates("album", "title names")} UNION ALL ${byArtists(candidates)}`,
  },
  order: "albums.id",
  index: "",
  columns: ["id", "mbid", "title", "artists", "releaseYear", "primaryType", "releases"],
};
