import type { Json } from "../../../src/demo/musicbrainz/documents.ts";
import { column, rows } from "../../helpers/importing.ts";
import { object, objects, orNull, printed, type Comparison } from "./comparison.ts";
import { compareLinks, rowOf } from "./compare-shared.ts";
import { compareTracks } from "./compare-track.ts";

const keys = {
  compared: `id title artist-credit date country status packaging barcode asin label-info text-representation
    disambiguation cover-art-archive media relations`,
  // Of the events, date and country are the first; `release-group` is how it was found.
  leftOut: `status-id packaging-id quality release-events release-group aliases annotation collections genres tags
    user-genres user-tags count track-count`,
};
const coverKeys = { compared: "front darkened", leftOut: "artwork back count" };
const mediumKeys = {
  compared: "position title format track-count tracks pregap data-tracks",
  leftOut: "id format-id discs disc-count track-offset",
};
const labelKeys = {
  compared: "name id",
  leftOut: "sort-name disambiguation label-code type type-id aliases annotation tags genres",
};

const columns: Record<string, string> = {
  title: "title",
  date: "released_on",
  country: "country",
  status: "status",
  packaging: "packaging",
  asin: "asin",
  disambiguation: "disambiguation",
};

/** A release as it was browsed, field by field, with everything on it. */
export function compareRelease(comparison: Comparison, release: Json, albumMbid: string): void {
  const where = `release ${String(release["id"])} ${String(release["title"])}`;
  const row = rowOf(comparison, "release", release["id"]);
  comparison.keys(where, release, keys);
  comparison.equal(`${where}, album`, rowOf(comparison, "album", albumMbid).id, row["album_id"]);
  for (const [key, name] of Object.entries(columns)) {
    comparison.equal(`${where}, ${key}`, orNull(release[key]), row[name]);
  }
  const text = object(release["text-representation"]);
  comparison.keys(`${where}, text`, text, { compared: "language script", leftOut: "" });
  comparison.equal(`${where}, language`, orNull(text["language"]), row["language"]);
  comparison.equal(`${where}, script`, orNull(text["script"]), row["script"]);
  comparison.equal(`${where}, barcode`, release["barcode"] ?? null, row["barcode"]);
  comparison.equal(`${where}, credit`, orNull(printed(release["artist-credit"])), row["artist_credit"]);
  comparison.equal(`${where}, front cover`, coverOf(comparison, where, release), row["has_front_cover"]);
  compareLabels(comparison, where, release, row);
  compareMedia(comparison, where, release, row);
  compareBarcode(comparison, where, release, row.id);
  compareLinks(comparison, where, "release", release);
}

function coverOf(comparison: Comparison, where: string, release: Json): 0 | 1 | null {
  if (!("cover-art-archive" in release)) return null;
  const cover = object(release["cover-art-archive"]);
  comparison.keys(`${where}, cover`, cover, coverKeys);
  return cover["front"] === true && cover["darkened"] !== true ? 1 : 0;
}

function compareLabels(comparison: Comparison, where: string, release: Json, row: Json): void {
  const said = objects(release["label-info"]).map((info) => {
    comparison.keys(`${where}, label-info`, info, { compared: "catalog-number label", leftOut: "" });
    const label = object(info["label"]);
    comparison.keys(`${where}, label`, label, labelKeys);
    const catalogNumber = orNull(info["catalog-number"]);
    return { label: orNull(label["name"]), mbid: orNull(label["id"]), catalogNumber };
  });
  comparison.equal(`${where}, labels`, said, JSON.parse(String(row["labels"])));
  comparison.equal(`${where}, label`, said[0]?.label ?? null, row["label"]);
  const numbers = said.map((each) => each.catalogNumber).filter((number) => number !== null);
  comparison.equal(`${where}, catalogue number`, numbers[0] ?? null, row["catalog_number"]);
}

function compareMedia(comparison: Comparison, where: string, release: Json, row: Json): void {
  const media = objects(release["media"]);
  for (const medium of media) comparison.keys(`${where}, medium`, medium, mediumKeys);
  const said = media.map((medium, at) => ({
    position: medium["position"] ?? at + 1,
    title: orNull(medium["title"]),
    format: orNull(medium["format"]),
    tracks: medium["track-count"],
  }));
  const saved = rows(
    comparison.db,
    "SELECT position, title, format, track_count AS tracks FROM media WHERE release_id = ? ORDER BY position",
    row["id"],
  );
  comparison.equal(`${where}, media`, said, saved);
  const formats = said.map(({ format }) => format).filter((format) => format !== null);
  comparison.equal(`${where}, format`, formats.length > 0 ? inWords(formats) : null, row["format"]);
  const count = said.reduce((sum, medium) => sum + Number(medium.tracks), 0);
  comparison.equal(`${where}, track count`, media.length > 0 ? count : null, row["track_count"]);
  compareTracks(comparison, where, Number(row["id"]), media);
}

/** `CD`, `2×CD`, `CD + DVD-Video` */
function inWords(formats: unknown[]): string {
  return [...new Set(formats)]
    .map((format) => {
      const times = formats.filter((each) => each === format).length;
      return times > 1 ? `${times}×${String(format)}` : String(format);
    })
    .join(" + ");
}

/** Barcode, ASIN and catalogue numbers name the release, beside others that have the same. */
function compareBarcode(comparison: Comparison, where: string, release: Json, id: number): void {
  const numbers = objects(release["label-info"]).map((info) => info["catalog-number"]);
  const named = { barcode: [release["barcode"]], asin: [release["asin"]], catalog_number: numbers };
  for (const [kind, values] of Object.entries(named)) {
    for (const value of values.filter((each) => (each ?? "") !== "")) {
      const owners = column(
        comparison.db,
        "SELECT item_id FROM identifiers WHERE item_type = 'release' AND kind = ? AND value = ?",
        kind,
        value,
      );
      comparison.equal(`${where}, ${kind} ${String(value)}`, true, owners.includes(id));
    }
  }
}
