import type { ItemField, Kind, Test } from "../field.ts";
import { addedField, date, idField, mbidField, number, text } from "./common.ts";

const hasAlias = (test: Test): string =>
  `EXISTS (SELECT 1 FROM artist_aliases WHERE artist_id = artists.id AND ${test("artist_aliases.name")})`;

const bySortName = "coalesce(artists.sort_name, artists.name) COLLATE NOCASE";

const alias: ItemField = {
  names: ["alias", "aliases"],
  type: "list",
  holds: hasAlias,
  value:
    "(SELECT json_group_array(artist_aliases.name ORDER BY artist_aliases.name) FROM artist_aliases WHERE artist_id = artists.id)",
  isUnknown: "NOT EXISTS (SELECT 1 FROM artist_aliases WHERE artist_id = artists.id)",
  among: (candidates) => candidates("artist", "names"),
};

/** `importer list artists`. */
export const artistKind: Kind = {
  name: "artists",
  table: "artists",
  fields: [
    idField("artists", "artist"),
    mbidField("artist"),
    text(["name", "artist", "title"], "artists.name", {
      sort: bySortName,
      index: "artists_by_name",
      among: (candidates) => candidates("artist", "title"),
    }),
    text(["sortName"], "artists.sort_name", { among: (candidates) => candidates("artist", "names") }),
    alias,
    text(["kind", "type"], "artists.kind"),
    text(["country"], "artists.country"),
    text(["note", "disambiguation"], "artists.disambiguation"),
    date(["began", "beganOn"], "artists.began_on"),
    date(["ended", "endedOn"], "artists.ended_on"),
    number(["albums"], "(SELECT count(DISTINCT album_id) FROM album_artists WHERE artist_id = artists.id)"),
    number(["tracks"], "(SELECT count(*) FROM tracks WHERE artist_id = artists.id)"),
    addedField("artists"),
  ],
  anywhere: {
    holds: (test) => `${test("artists.name")} OR ${hasAlias(test)}`,
    among: (candidates) => candidates("artist", "title names"),
  },
  order: `${bySortName}, artists.id`,
  index: "artists_by_name",
  columns: ["id", "mbid", "name", "kind", "country", "disambiguation", "albums"],
};
