import { bareBarcode } from "../../db/barcodes.ts";
import type { Kind } from "../field.ts";
import {
  addedField,
  barcodeIds,
  date,
  genreField,
  idField,
  listField,
  mbidField,
  number,
  ownerIdField,
  text,
} from "./common.ts";

const labels =
  "(SELECT json_group_array(value ->> 'label') FROM json_each(releases.labels) WHERE value ->> 'label' <> '')";

/** `importer list releases`. */
export const releaseKind: Kind = {
  name: "releases",
  table: "releases",
  fields: [
    idField("releases", "release"),
    mbidField("release"),
    ownerIdField("releases", "album"),
    text(["album"], "(SELECT title FROM albums WHERE albums.id = releases.album_id)"),
    text(["title"], "releases.title"),
    text(["artist", "artistCredit"], "releases.artist_credit"),
    date(["released", "releasedOn", "date"], "releases.released_on"),
    number(["year"], "CAST(nullif(substr(releases.released_on, 1, 4), '') AS INTEGER)"),
    text(["country"], "releases.country"),
    text(["format"], "releases.format"),
    listField(["label", "labels"], labels),
    text(["number", "catalogNumber"], "releases.catalog_number"),
    text(["barcode"], "releases.barcode", {
      compares: "barcodes",
      holds: (test) => `${test("+releases.barcode")} OR ${test(bareBarcode("releases.barcode"))}`,
      ids: (test) => barcodeIds("SELECT id FROM releases WHERE", "barcode", test),
    }),
    text(["asin"], "releases.asin"),
    number(["tracks", "trackCount"], "releases.track_count"),
    text(["status"], "releases.status"),
    text(["packaging"], "releases.packaging"),
    text(["language"], "releases.language"),
    text(["script"], "releases.script"),
    genreField(
      "((item_type = 'album' AND item_id = releases.album_id) OR (item_type = 'release' AND item_id = releases.id))",
      (categories) =>
        `SELECT releases.id FROM item_categories CROSS JOIN releases ON album_id = item_id
           WHERE item_type = 'album' AND category_id IN (${categories})
         UNION ALL SELECT item_id FROM item_categories WHERE item_type = 'release' AND category_id IN (${categories})`,
    ),
    text(["note", "disambiguation"], "releases.disambiguation"),
    addedField("releases"),
  ],
  anywhere: { holds: (test) => `${test("releases.title")} OR ${test("releases.artist_credit")}` },
  order: "releases.album_id, releases.released_on IS NULL, releases.released_on, releases.id",
  index: "releases_album",
  columns: [
    "id",
    "mbid",
    "albumId",
    "title",
    "artistCredit",
    "releasedOn",
    "country",
    "format",
    "barcode",
    "tracks",
  ],
};
