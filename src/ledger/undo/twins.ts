import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { statement } from "../../db/statement.ts";
import type { IdentifierKind } from "../../facts.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { isExact } from "../../refs.ts";
import { listStranded } from "../items/stranded.ts";
import { itemTypeOf, ledgerTables, tableOfItem } from "../tables.ts";
import { hungBy, makerOf, removerOf, type LifeStep } from "./lives.ts";
import type { Hindrance } from "./hindrance.ts";
import { findNamesake, tableOfChange, type Stayed } from "./take-back.ts";
import type { KeptChange } from "./tree.ts";

/**
 * Duplicate detection. An item that was removed and brought again is another one: what would bring the first back as well is in that
 * one's way, whichever kind of item it is.
 */

/**
 * Of an identifier that would come back: its item comes back, too, and another has its identity by now.
 * @returns a hindrance which names the run that gave it to that one.
 */
export function findTwin(
  db: Db,
  { runId, changes }: { runId: number; changes: readonly KeptChange[] },
  change: KeptChange,
): Hindrance | undefined {
  const namesake = findNamesake(db, change);
  if (!namesake || !isExact(change.old!["kind"] as IdentifierKind, namesake.itemType)) return undefined;
  const { itemType, itemId, rowId } = namesake;
  const formerId = change.old!["item_id"];
  const table = tableOfItem[itemType];
  if (!changes.some((each) => isRemoval(each, table) && each.firstId === formerId)) return undefined;
  const by = hungBy(db, "identifiers", rowId, { column: "item_id", to: itemId });
  // What a late job of an earlier run brought stays until that is undone: newest first, that one comes after.
  if (itemType !== "album" && by !== undefined && by.rootId < runId) return undefined;
  const item = { itemType, id: Number(formerId) };
  return { kind: "twice", run: by?.rootId ?? null, item, is: { itemType, id: itemId } };
}

const isRemoval = ({ kind, table }: KeptChange, name: string): boolean =>
  kind === "removed" && table === name;

interface MissingParent {
  itemType: ItemType;
  table: string;
  id: number;
  /** Its maker was undone: it is no longer to be had. */
  isUndone: boolean;
}

/** The items that an item which went was a part of, and that are not there by now; none for a change of another kind. */
function missingParents(db: Db, change: KeptChange): MissingParent[] {
  if (change.kind !== "removed" || !itemTypeOf.has(change.table)) return [];
  return tableOfChange(change).parents.flatMap(({ column, table }) => {
    const itemType = itemTypeOf.get(table);
    const id = Number(change.old![column] ?? 0);
    if (itemType === undefined || id === 0 || ledgerTables.get(table)!.get(db, { id })) return [];
    return [{ itemType, table, id, isUndone: makerOf(db, table, id)?.undoneBy != null }];
  });
}

/**
 * Of an item that would come back: what it was a part of went since.
 * @returns a hindrance which names the later run that took that out, or made it another.
 */
export function findTakenParent(db: Db, runId: number, change: KeptChange): Hindrance | undefined {
  const item = { itemType: itemTypeOf.get(change.table)!, id: change.firstId! };
  for (const { itemType, table, id, isUndone } of missingParents(db, change)) {
    const run = isUndone ? undefined : runInForce(removerOf(db, table, id));
    if (run !== undefined && run > runId) return { kind: "stranded", run, item, stoodOn: { itemType, id } };
  }
  return undefined;
}

/**
 * Of an item that did not come back (`takeBack`), which is more than a row: a hindrance, unless what it was a part of is no longer to be had
 * because its maker was undone.
 */
export function findLost(db: Db, change: KeptChange): Hindrance | undefined {
  const itemType = itemTypeOf.get(change.table);
  if (change.kind !== "removed" || itemType === undefined) return undefined;
  const isOfUndone = missingParents(db, change).some(({ isUndone }) => isUndone);
  return isOfUndone ? undefined : { kind: "lost", run: null, item: { itemType, id: change.firstId! } };
}

/** The tracks that these changes had taken out. */
export const removedTracks = (changes: readonly KeptChange[]): number[] =>
  changes.filter((each) => isRemoval(each, "tracks")).map(({ firstId }) => firstId!);

const selectPlace = statement<[release: unknown, medium: unknown, position: unknown], Holder>(
  "SELECT id, track_id AS trackId FROM release_tracks WHERE release_id = ? AND medium = ? AND position = ?",
);
const selectFile = statement<[path: unknown], Holder>(
  "SELECT id, track_id AS trackId FROM files WHERE path = ?",
);

interface Holder {
  id: number;
  trackId: number | null;
}

/**
 * Tracks that came back, and none of whose places and files could: others have those by now, or the release went. Nothing would show them.
 * @returns a hindrance for each that a later run is the reason of; the others are left to the caller.
 */
export function listStrandedAgain(
  db: Db,
  { runId, changes, stayed }: { runId: number; changes: readonly KeptChange[]; stayed: readonly Stayed[] },
): Hindrance[] {
  return listStranded(db, removedTracks(changes)).flatMap((id) => {
    const rows = stayed.filter(({ table, column, before }) => {
      const isPlace = table === "release_tracks" || table === "files";
      return isPlace && column === null && (before as StoredValues)["track_id"] === id;
    });
    return rows
      .flatMap((row) => inWayOf(db, id, row) ?? [])
      .filter(({ run }) => run! > runId)
      .slice(0, 1);
  });
}

/** Who has the place of a track, or took out what it stood on. */
function inWayOf(db: Db, trackId: number, { table, before }: Stayed): Hindrance | undefined {
  const row = before as StoredValues;
  const item = { itemType: "track", id: trackId } as const;
  const holder =
    table === "files"
      ? selectFile(db).get(row["path"])
      : selectPlace(db).get(row["release_id"], row["medium"], row["position"]);
  if (holder) {
    const run = runInForce(makerOf(db, table, holder.id));
    const id = holder.trackId ?? trackId;
    return run === undefined ? undefined : { kind: "twice", run, item, is: { itemType: "track", id } };
  }
  const releaseId = Number(row["release_id"]);
  const run = table === "files" ? undefined : runInForce(removerOf(db, "releases", releaseId));
  const stoodOn = { itemType: "release", id: releaseId } as const;
  return run === undefined ? undefined : { kind: "stranded", run, item, stoodOn };
}

const runInForce = (by: LifeStep | undefined): number | undefined =>
  by?.undoneBy === null ? by.rootId : undefined;
