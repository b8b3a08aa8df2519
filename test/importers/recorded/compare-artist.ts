import type { Json } from "../../../src/demo/musicbrainz/documents.ts";
import { column } from "../../helpers/importing.ts";
import { object, orNull, type Comparison } from "./comparison.ts";
import { compareGenres, compareLinks, rowOf } from "./compare-shared.ts";

const keys = {
  compared:
    "id name sort-name disambiguation type country life-span area begin-area begin_area genres relations",
  // `begin_area` is how servers used to write `begin-area`; what is left out is another item, or an opinion.
  leftOut: `type-id aliases annotation tags rating gender gender-id ipis isnis end-area end_area
    release-groups releases works recordings user-rating user-tags user-genres`,
};
const lifeSpanKeys = { compared: "begin end", leftOut: "ended" };
const areaKeys = {
  compared: "name",
  leftOut: `id sort-name disambiguation type type-id iso-3166-1-codes iso-3166-2-codes iso-3166-3-codes
    iso_3166_1_codes iso_3166_2_codes iso_3166_3_codes`,
};
const creditedKeys = {
  compared: "id name sort-name disambiguation type country",
  leftOut: "type-id aliases annotation genres tags",
};

const columns: Record<string, string> = {
  name: "name",
  "sort-name": "sort_name",
  type: "kind",
  country: "country",
  disambiguation: "disambiguation",
};

/** An artist's look-up, field by field. Where it says nothing, what a credit said may stand. */
export function compareArtist(comparison: Comparison, artist: Json, credited: Json[]): void {
  const where = `artist ${String(artist["name"])}`;
  const row = rowOf(comparison, "artist", artist["id"]);
  comparison.keys(where, artist, keys);
  for (const [key, name] of Object.entries(columns)) {
    const said = orNull(artist[key]);
    const maybe = said === null ? [null, ...credited.map((each) => orNull(each[key]))] : [said];
    comparison.oneOf(`${where}, ${key}`, maybe, row[name]);
  }
  const span = object(artist["life-span"]);
  comparison.keys(`${where}, life-span`, span, lifeSpanKeys);
  comparison.equal(`${where}, began`, orNull(span["begin"]), row["began_on"]);
  comparison.equal(`${where}, ended`, orNull(span["end"]), row["ended_on"]);
  comparePlaces(comparison, where, artist, row.id);
  compareGenres(comparison, where, "artist", artist);
  compareLinks(comparison, where, "artist", artist);
}

function comparePlaces(comparison: Comparison, where: string, artist: Json, id: number): void {
  const areas = [object(artist["area"]), object(artist["begin-area"] ?? artist["begin_area"])];
  for (const area of areas) comparison.keys(`${where}, area`, area, areaKeys);
  const said = areas.map((area) => area["name"]).filter((name) => orNull(name) !== null);
  const saved = column(
    comparison.db,
    `SELECT name FROM item_categories JOIN categories ON categories.id = category_id
     WHERE item_type = 'artist' AND item_id = ? AND kind = 'place'`,
    id,
  );
  comparison.equal(`${where}, places`, [...new Set(said)].sort(), [...saved].sort());
}

/** An artist who was never looked up: what the credits say, all of which may have been the first. */
export function compareCreditedArtist(comparison: Comparison, credited: Json[]): void {
  const where = `credited artist ${String(credited[0]?.["name"])}`;
  const row = rowOf(comparison, "artist", credited[0]?.["id"]);
  for (const artist of credited) comparison.keys(where, artist, creditedKeys);
  for (const [key, name] of Object.entries(columns)) {
    comparison.oneOf(
      `${where}, ${key}`,
      credited.map((artist) => orNull(artist[key])),
      row[name],
    );
  }
}
