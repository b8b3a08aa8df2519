import type { Json } from "../../../src/demo/musicbrainz/documents.ts";
import { rows } from "../../helpers/importing.ts";
import { nameIn, object, objects, orNull, type Comparison } from "./comparison.ts";
import { compareGenres, compareLinks, rowOf } from "./compare-shared.ts";

const keys = {
  compared:
    "id title disambiguation primary-type secondary-types first-release-date artist-credit genres relations",
  // Releases come by themselves; the rest is no fact about the music, or a person's opinion of it.
  leftOut:
    "primary-type-id secondary-type-ids aliases annotation rating releases tags user-rating user-tags count",
};

/** A release group's look-up, field by field. */
export function compareAlbum(comparison: Comparison, album: Json): void {
  const where = `album ${String(album["title"])}`;
  const date = String(album["first-release-date"] ?? "");
  const row = rowOf(comparison, "album", album["id"]);
  comparison.keys(where, album, keys);
  comparison.equal(`${where}, title`, album["title"], row["title"]);
  comparison.equal(`${where}, primary type`, orNull(album["primary-type"]), row["primary_type"]);
  const types = JSON.stringify(album["secondary-types"]);
  comparison.equal(`${where}, secondary types`, types, row["secondary_types"]);
  comparison.equal(`${where}, date`, orNull(date), row["first_release_date"]);
  comparison.equal(`${where}, year`, date === "" ? null : Number(date.slice(0, 4)), row["release_year"]);
  comparison.equal(`${where}, disambiguation`, orNull(album["disambiguation"]), row["disambiguation"]);
  compareCredit(comparison, where, album, row.id);
  compareGenres(comparison, where, "album", album);
  compareLinks(comparison, where, "album", album);
}

function compareCredit(comparison: Comparison, where: string, album: Json, albumId: number): void {
  const credits = objects(album["artist-credit"]);
  for (const credit of credits) {
    comparison.keys(`${where}, credit`, credit, { compared: "name joinphrase artist", leftOut: "" });
  }
  const said = credits.map((credit, position) => ({
    position,
    name: nameIn(credit),
    join: credit["joinphrase"] ?? "",
    artist: object(credit["artist"])["id"],
  }));
  const saved = rows(
    comparison.db,
    `SELECT position, credited_as AS name, join_phrase AS 'join', value AS artist FROM album_artists
     JOIN identifiers ON item_type = 'artist' AND item_id = artist_id AND kind = 'musicbrainz_artist'
     WHERE album_id = ? ORDER BY position`,
    albumId,
  );
  comparison.equal(`${where}, artists`, said, saved);
}
