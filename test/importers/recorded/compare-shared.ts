import type { Json } from "../../../src/demo/musicbrainz/documents.ts";
import { column, rows, type Row } from "../../helpers/importing.ts";
import { object, objects, type Comparison } from "./comparison.ts";

/** What documents of several kinds have in common: their MBID, genres and URLs. */

export type ItemType = "album" | "artist" | "release" | "track";

const mbidKinds: Record<ItemType, string> = {
  album: "musicbrainz_release_group",
  artist: "musicbrainz_artist",
  release: "musicbrainz_release",
  track: "musicbrainz_recording",
};

/** The one row that the MBID names; an empty one, and a difference, if there is none. */
export function rowOf(comparison: Comparison, itemType: ItemType, mbid: unknown): Row & { id: number } {
  const found = rows<Row & { id: number }>(
    comparison.db,
    `SELECT item.* FROM ${itemType}s AS item JOIN identifiers ON item_id = item.id
     WHERE item_type = ? AND identifiers.kind = ? AND value = ?`,
    itemType,
    mbidKinds[itemType],
    mbid,
  );
  comparison.equal(`${itemType} ${String(mbid)}, rows`, 1, found.length);
  return found[0] ?? { id: 0 };
}

const genreKeys = { compared: "name count", leftOut: "id disambiguation" };

/** With their votes, most first. */
export function compareGenres(comparison: Comparison, where: string, itemType: ItemType, item: Json): void {
  const { id } = rowOf(comparison, itemType, item["id"]);
  const genres = objects(item["genres"]);
  for (const genre of genres) comparison.keys(`${where}, genre`, genre, genreKeys);
  const said = genres
    .map((genre) => ({ name: String(genre["name"]), votes: Number(genre["count"]) }))
    .sort((a, b) => b.votes - a.votes || (a.name < b.name ? -1 : 1));
  const saved = rows(
    comparison.db,
    `SELECT name, weight AS votes FROM item_categories JOIN categories ON categories.id = category_id
     WHERE item_type = ? AND item_id = ? AND kind = 'genre' ORDER BY weight DESC, name`,
    itemType,
    id,
  );
  comparison.equal(`${where}, genres`, said, saved);
}

const relationKeys = {
  compared: "type url ended",
  leftOut: `type-id target-type direction begin end attributes attribute-ids attribute-values source-credit
    target-credit`,
};

/** Every URL relation that has not ended is a link, and nothing else is; relations of other kinds are left out. */
export function compareLinks(comparison: Comparison, where: string, itemType: ItemType, item: Json): void {
  const { id } = rowOf(comparison, itemType, item["id"]);
  const relations = objects(item["relations"]).filter((relation) => "url" in relation);
  for (const relation of relations) {
    comparison.keys(`${where}, relation`, relation, relationKeys);
    comparison.keys(`${where}, URL`, object(relation["url"]), {
      compared: "resource",
      leftOut: "id relations",
    });
  }
  const living = relations.filter((relation) => relation["ended"] !== true);
  const said = living.map((relation) => linkOf(relation));
  const saved = rows(
    comparison.db,
    `SELECT source, external_id AS id, url FROM external_links WHERE item_type = ? AND item_id = ?`,
    itemType,
    id,
  );
  comparison.equal(`${where}, links`, sorted(said), sorted(saved));
  compareNames(comparison, where, itemType, id, living);
}

/**
 * A URL that is somebody's name for the item is an identifier too. One that several items have names the first
 * of them, which then has the link as well.
 */
function compareNames(
  { db, equal }: Comparison,
  where: string,
  itemType: ItemType,
  id: number,
  relations: Json[],
): void {
  const names = relations.map((relation) => nameOf(addressOf(relation))).filter((name) => name !== undefined);
  for (const { kind, value } of names) {
    const owners = column(
      db,
      `SELECT item_id FROM identifiers WHERE item_type = @itemType AND kind = @kind AND value = @value
       AND item_id IN (SELECT item_id FROM external_links WHERE item_type = @itemType AND external_id = @value)`,
      { itemType, kind, value },
    );
    equal(`${where}, owners of ${kind} ${value}`, 1, owners.length);
  }
  const saved = column(
    db,
    `SELECT kind || ' ' || value FROM identifiers WHERE item_type = ? AND item_id = ?
     AND (kind LIKE 'discogs%' OR kind IN ('wikidata', 'allmusic', 'imdb'))`,
    itemType,
    id,
  );
  const said = new Set(names.map(({ kind, value }) => `${kind} ${value}`));
  equal(
    `${where}, names from nowhere`,
    [],
    saved.filter((name) => !said.has(String(name))),
  );
}

function linkOf(relation: Json): { source: string; id: string; url: string } {
  const [type, url] = [String(relation["type"]), addressOf(relation)];
  if (type === "amazon asin")
    return { source: "amazon", id: /[A-Z0-9]{10}(?=[/?]|$)/.exec(url)?.[0] ?? url, url };
  return { source: type, id: nameOf(url)?.value ?? url, url };
}

function nameOf(url: string): { kind: string; value: string } | undefined {
  const { hostname, pathname } = new URL(url);
  const [, folder, value = ""] = pathname.split("/");
  const number = /^\d+/.exec(value)?.[0];
  if (hostname.endsWith("discogs.com") && number && folder !== "label") {
    return { kind: `discogs_${folder}`, value: number };
  }
  if (hostname.endsWith("wikidata.org")) return { kind: "wikidata", value };
  if (hostname.endsWith("allmusic.com")) return { kind: "allmusic", value };
  return hostname.endsWith("imdb.com") ? { kind: "imdb", value } : undefined;
}

const addressOf = (relation: Json): string => String(object(relation["url"])["resource"]);

const sorted = (links: unknown[]): string[] => links.map((link) => JSON.stringify(link)).sort();
