import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { statement } from "../../db/statement.ts";
import { exitCodes, UserError } from "../../errors.ts";
import { listIdentifiers } from "../../library/identity/identifiers.ts";
import { titleOf } from "../../library/items/titles.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { handOwnedReleaseOver } from "../../library/write/decisions/owned-release.ts";
import { placeNames } from "../../library/write/decisions/unwanted-places.ts";
import { unwant } from "../../library/write/decisions/wanted.ts";
import { isExact } from "../../refs.ts";
import { isMemory } from "../memory.ts";
import { cancelJobs } from "./queued-jobs.ts";
import { itemTypeOf, tableOfItem, ledgerTables, type LedgerTable } from "../tables.ts";
import { handDisplacedOver, handTracksOver } from "./hand-over.ts";
import { listHanging } from "./hanging.ts";
import { stillThere } from "./still-there.ts";
import { dropStranded, listStranded } from "./stranded.ts";

export interface Removed {
  /** Rows that went, by table. */
  rows: Record<string, number>;
  /** Audio files that the library no longer knows; they stay where they are. */
  files: string[];
  cancelledJobs: number[];
}

/**
 * Removes an item and all that hangs on it. What it was is kept as not wanted, so that no listing or scan brings it back. Artists and
 * genres that it shared stay. Within a transaction.
 * @throws UserError while a job works on it, for one that went meanwhile, and for an artist whom other artists' albums need.
 */
export function removeItem(db: Db, itemType: ItemType, id: number, title: string, now: number): Removed {
  stillThere(db, itemType, id);
  const removed: Removed = { rows: {}, files: [], cancelledJobs: [] };
  const remover: Remover = { db, root: itemType, removed, displaced: new Set(), title, now };
  if (itemType === "artist") removeAlbumsOf(remover, id);
  if (itemType === "album") settleJobs(remover, id);
  if (itemType === "release") handOwnedReleaseOver(db, id, null);
  removeRow(remover, ledgerTables.get(tableOfItem[itemType])!, id);
  removeStranded(remover);
  return removed;
}

/**
 * The same of releases that turned out to be another album's: nothing of them is kept away, and a recording goes with them unless it has
 * another place, a file, or lyrics that a person gave. Within a transaction.
 */
export function dropReleases(db: Db, ids: number[], now: number): void {
  const removed: Removed = { rows: {}, files: [], cancelledJobs: [] };
  const remover: Remover = { db, root: null, removed, displaced: new Set(), title: "", now };
  for (const id of ids) {
    handOwnedReleaseOver(db, id, null);
    removeRow(remover, ledgerTables.get("releases")!, id);
  }
  handDisplacedOver(db, remover.displaced, now);
  dropStranded(db, remover.displaced);
}

function removeStranded(remover: Remover): void {
  const { db, displaced } = remover;
  for (const trackId of listStranded(db, displaced)) removeRow(remover, ledgerTables.get("tracks")!, trackId);
}

interface Remover {
  db: Db;
  /** What was named; null where no person removed it. */
  root: ItemType | null;
  removed: Removed;
  /** Tracks that lost a place on a release: they go if they have no other. */
  displaced: Set<number>;
  title: string;
  now: number;
}

function settleJobs({ db, removed, now }: Remover, albumId: number): void {
  removed.cancelledJobs.push(...cancelJobs(db, albumId, now).map(({ id }) => id));
}

const selectCredits = statement<[artistId: number], { albumId: number; others: number }>(
  `SELECT DISTINCT album_id AS albumId, (SELECT count(*) FROM album_artists AS others
     WHERE others.album_id = album_artists.album_id AND others.artist_id <> album_artists.artist_id) AS others
   FROM album_artists WHERE artist_id = ?`,
  { sorts: "the albums of one artist" },
);
const selectGuestOn = statement<[artistId: number], { albumId: number | null; n: number }>(
  "SELECT album_id AS albumId, count(*) AS n FROM tracks WHERE artist_id = ? GROUP BY album_id LIMIT 1",
  { sorts: "the tracks of one artist" },
);

/** Albums of theirs alone go with them; those of others as well are in the way. */
function removeAlbumsOf(remover: Remover, artistId: number): void {
  const { db } = remover;
  const refuse = (albumId: number | null): UserError =>
    new UserError(`album ${albumId} is of others as well: the artist can't be removed without it`, {
      hint: `importer show album ${albumId}; to remove that first: importer remove album ${albumId}`,
      exitCode: exitCodes.failed,
    });
  const credits = selectCredits(db).all(artistId);
  const shared = credits.find(({ others }) => others > 0);
  if (shared) throw refuse(shared.albumId);
  for (const { albumId } of credits) {
    settleJobs(remover, albumId);
    const title = titleOf(db, "album", albumId);
    removeRow({ ...remover, title }, ledgerTables.get("albums")!, albumId);
  }
  const guest = selectGuestOn(db).get(artistId);
  if (guest) throw refuse(guest.albumId);
}

/** What hangs on a row goes before it. Runs of providers stay: no other item will ever have that id. */
function removeRow(remover: Remover, table: LedgerTable, id: number): void {
  const { db } = remover;
  const row = table.get(db, { id });
  if (!row) return;
  keepAway(remover, table, row);
  if (table.name === "albums") handTracksOver(db, id, remover.now);
  for (const hanging of listHanging(db, table, id)) {
    if (isMemory(hanging.table.name)) continue;
    if (hanging.id !== null && itemTypeOf.has(hanging.table.name))
      removeRow(remover, hanging.table, hanging.id);
    else if (hanging.table.get(db, hanging.table.keyOf(hanging.row)))
      removeLeaf(remover, hanging.table, hanging.row);
  }
  removeLeaf(remover, table, row);
}

function removeLeaf(
  { db, removed, displaced, title, now }: Remover,
  table: LedgerTable,
  row: StoredValues,
): void {
  if (table.name === "files") {
    const path = String(row["path"]);
    removed.files.push(path);
    unwant(db, "file", [{ kind: "path", value: path }], { title, now });
  }
  if (table.name === "release_tracks") displaced.add(Number(row["track_id"]));
  table.remove(db, row);
  removed.rows[table.name] = (removed.rows[table.name] ?? 0) + 1;
}

/** Under which names nothing shall bring it back. */
function keepAway({ db, root, title, now }: Remover, { name }: LedgerTable, row: StoredValues): void {
  const type = itemTypeOf.get(name);
  // The releases of an album go with it, lest another that is made one with it has them; it is wanted again as a whole.
  if (root === null || type === undefined || (type !== root && type !== "album" && type !== "release"))
    return;
  const named = listIdentifiers(db, type, Number(row["id"]));
  const hasIdentity = named.some(({ kind }) => isExact(kind, type));
  const places = type === "track" && !hasIdentity ? placeNames(db, Number(row["id"])) : [];
  unwant(db, type, [...named, ...places], { title, now });
}
