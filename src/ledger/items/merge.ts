import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { statement } from "../../db/statement.ts";
import { UserError } from "../../errors.ts";
import { moveBinding } from "../../library/write/decisions/bindings.ts";
import { handOwnedReleaseOver } from "../../library/write/decisions/owned-release.ts";
import { putFirst } from "../../library/write/items/identifiers.ts";
import { listIdentifiers } from "../../library/identity/identifiers.ts";
import { forgetKeptApart } from "../../library/write/decisions/kept-apart.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { listHanging, type HangingRow } from "./hanging.ts";
import { isMemory } from "../memory.ts";
import { moveJobs } from "./queued-jobs.ts";
import { betterLyrics } from "./better-lyrics.ts";
import { betterProducts } from "./better-products.ts";
import { redirectItem } from "./redirect.ts";
import { pairTracks, type TrackPair } from "./same-edition.ts";
import { rowStillThere } from "./still-there.ts";
import { tableOfItem, ledgerTables, pointListRows, type LedgerTable } from "../tables.ts";

export interface Merged {
  /** Rows that hang on the other one now, by table; and those that it had already. */
  moved: Record<string, number>;
  dropped: Record<string, number>;
  cancelledJobs: number[];
  /** Recordings that become one with their releases. */
  tracks: TrackPair[];
}

interface Merging {
  db: Db;
  itemType: ItemType;
  from: number;
  into: number;
  now: number;
  merged: Merged;
  by: MergedBy;
}

/** Whose word it is: a person may err, and is told what differs; a source has said that the two are one. */
export type MergedBy = "person" | "source";

const uncounted = statement<[releaseId: number], { id: number; listed: number }>(
  `SELECT media.id, count(*) AS listed FROM media
   JOIN release_tracks AS places ON places.release_id = media.release_id AND places.medium = media.position
   WHERE media.release_id = ? AND media.track_count = 0 GROUP BY media.id`,
  { sorts: "the discs of one release" },
);

const countedOf = statement<[releaseId: number], { count: number }>(
  "SELECT sum(track_count) AS count FROM media WHERE release_id = ?",
);

/**
 * Record linkage: one item becomes another. What hangs on it moves; of two values at one place that of the item that
 * stays is kept, of two lyrics the better ones; what that one lacks it takes over. Its id leads there from now on. Within a transaction.
 * @throws UserError for one and the same item, for one that went meanwhile, and, by a person, for releases that are two editions and while a job works on either.
 */
export function mergeItems(
  db: Db,
  itemType: ItemType,
  from: number,
  into: number,
  now: number,
  by: MergedBy = "person",
): Merged {
  if (from === into) {
    throw new UserError(`${itemType} ${from} can't be merged into itself`, {
      hint: `importer merge ${itemType} ${from} --into <another>`,
    });
  }
  const [former, stays] = [rowStillThere(db, itemType, from), rowStillThere(db, itemType, into)];
  const merged: Merged = { moved: {}, dropped: {}, cancelledJobs: [], tracks: [] };
  const merging = { db, itemType, from, into, now, merged, by };
  const table = ledgerTables.get(tableOfItem[itemType])!;
  if (itemType === "album") {
    merged.cancelledJobs = moveJobs(db, from, into, now, { looked: by === "source" });
    pointListRows(db, from, into);
    moveBinding(db, from, into, now);
    betterProducts(db, from, into);
  }
  if (itemType === "track") betterLyrics(db, from, into);
  forgetKeptApart(db, itemType, from, into);
  if (itemType === "release") {
    if (by === "person") mergeTracks(merging);
    handOwnedReleaseOver(db, from, into);
  }
  const own = listIdentifiers(db, itemType, into);
  const taken = new Set(listHanging(db, table, into).map((each) => placeOf(each.table, each.row)));
  for (const hanging of listHanging(db, table, from)) moveRow(merging, hanging, taken);
  putFirst(db, itemType, into, own); // the item that stays goes on being what it is: the other's identities are former ones
  if (itemType === "artist") keepName(db, former, into);
  const lacking = lackingOf(table, stays, former);
  table.remove(db, former);
  const current = table.get(db, { id: into })!;
  if (Object.keys(lacking).length > 0) table.set(db, current, { ...lacking, updated_at: now });
  if (itemType === "release") countTracks(db, into, now);
  redirectItem(db, { itemType, from, into }, now);
  return merged;
}

function moveRow(
  { db, itemType, from, into, merged }: Merging,
  { table, row }: HangingRow,
  taken: Set<string>,
): void {
  const present = table.get(db, table.keyOf(row));
  if (!present) return; // it went with another
  const column = columnTo(table, present, { itemType, id: from });
  const count = (what: Record<string, number>): void => {
    if (!isMemory(table.name)) what[table.name] = (what[table.name] ?? 0) + 1;
  };
  const target = { ...present, [column]: into };
  const place = placeOf(table, target);
  if (taken.has(place)) {
    table.remove(db, present);
    return count(merged.dropped);
  }
  taken.add(place);
  // A key that changes makes another row of it: so it can be told, and taken back.
  if (table.columns.some(({ name, isKey }) => isKey && name === column)) {
    table.remove(db, present);
    table.insert(db, target);
  } else table.set(db, present, { [column]: into });
  count(merged.moved);
}

/** By which column it hangs on the item. */
function columnTo(table: LedgerTable, row: StoredValues, item: { itemType: ItemType; id: number }): string {
  if (row["item_type"] === item.itemType && row["item_id"] === item.id) return "item_id";
  return table.parents.find(({ table: parent }) => parent === tableOfItem[item.itemType])!.column;
}

/** What of a row there can be one of for each item. */
const places: Record<string, string[]> = {
  identifiers: ["kind", "value"],
  item_categories: ["category_id"],
  external_links: ["source", "external_id"],
  provider_runs: ["importer", "query", "provider", "outcome"],
  album_artists: ["album_id", "position"],
  album_covers: ["artwork_id", "tier", "source", "ref"],
  products: ["source", "external_id"],
  source_facts: ["source"],
  media: ["position"],
  release_tracks: ["release_id", "medium", "position"],
  lyrics: [],
  artist_aliases: ["name_key"],
};

function placeOf(table: LedgerTable, row: StoredValues): string {
  const columns = places[table.name];
  const values = columns ? columns.map((column) => row[column]) : Object.values(table.keyOf(row));
  return JSON.stringify([table.name, ...values]);
}

/** A recording that both rows of one edition have is one: else that which loses its place would be stranded. */
function mergeTracks({ db, from, into, now, merged }: Merging): void {
  merged.tracks = pairTracks(db, from, into);
  for (const pair of merged.tracks) mergeItems(db, "track", pair.from.id, pair.into.id, now);
}

/** A disc that nobody had counted, and whose tracks the other row had listed, has as many as these. */
function countTracks(db: Db, releaseId: number, now: number): void {
  const [media, releases] = [ledgerTables.get("media")!, ledgerTables.get("releases")!];
  const discs = uncounted(db).all(releaseId);
  for (const { id, listed } of discs) media.set(db, media.get(db, { id })!, { track_count: listed });
  const release = releases.get(db, { id: releaseId })!;
  if (discs.length === 0 || release["track_count"] === null) return;
  releases.set(db, release, { track_count: countedOf(db).get(releaseId)!.count, updated_at: now });
}

/** Values that the item that stays has not: taken over. A cover, with its state. */
function lackingOf(table: LedgerTable, stays: StoredValues, former: StoredValues): StoredValues {
  const isEmpty = (value: unknown): boolean => value === null || value === "" || value === "[]";
  const lacking: StoredValues = {};
  for (const { name, isKey } of table.columns) {
    if (isKey || /_at$|_status$|^artwork_|_override$/.test(name)) continue;
    if (isEmpty(stays[name]) && !isEmpty(former[name])) lacking[name] = former[name]!;
  }
  if (rankOfOwned(former) > rankOfOwned(stays))
    for (const name of ["owned_release_id", "owned_release_by"]) lacking[name] = former[name]!;
  if (former["artwork_status"] === "available" && stays["artwork_status"] !== "available") {
    for (const name of ["artwork_id", "artwork_status", "artwork_retry_at"]) lacking[name] = former[name]!;
  }
  return lacking;
}

/** Which edition of an album the user has is said by a file's MBID, else a person, else the track list. */
const rankOfOwned = ({ owned_release_id: id, owned_release_by: by }: StoredValues): number =>
  id == null ? 0 : ["track_list", "person", "file"].indexOf(String(by)) + 1;

/** Who typed the one name means the other now. */
function keepName(db: Db, former: StoredValues, into: number): void {
  const aliases = ledgerTables.get("artist_aliases")!;
  const alias = { artist_id: into, name_key: former["name_key"]!, name: former["name"]! };
  const isOwn = ledgerTables.get("artists")!.get(db, { id: into })!["name_key"] === alias.name_key;
  if (!isOwn && !aliases.get(db, alias)) aliases.insert(db, alias);
}
