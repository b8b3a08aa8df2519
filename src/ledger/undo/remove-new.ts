import type { Db } from "../../db/connection.ts";
import { handOwnedReleaseOver } from "../../library/write/decisions/owned-release.ts";
import { statement } from "../../db/statement.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { handDisplacedOver } from "../items/hand-over.ts";
import { listHanging, someHanging, type HangingRow } from "../items/hanging.ts";
import { isMemory } from "../memory.ts";
import type { Hindrance } from "./hindrance.ts";
import type { Only } from "./only.ts";
import type { Own } from "./own-rows.ts";
import { inOrderOfRemoval, ledgerTables, type LedgerTable } from "../tables.ts";
import { hungBy, isAnothers, makerOf } from "./lives.ts";
import { shared, toldOf } from "./needless.ts";
import { isMade, rowName, type KeptChange } from "./tree.ts";

/** What a source said of an album stands in the album's fields, and what an item is not tells nothing without it: nobody's own. */
const isNobodys = (table: string): boolean =>
  isMemory(table) || table === "source_facts" || table === "kept_apart";

/** What is taken back: all that a run made, or `only` that of one item. */
export interface Removing {
  runId: number;
  changes: readonly KeptChange[];
  own: Own;
  only: Only | undefined;
  now: number;
  /** Rows of others move away that could not before, since one that is gone by now had their place. */
  settle: () => void;
}

/**
 * Removes what these changes made, rows that hang on others first. Nothing goes any
 * more once something is in the way: all of it is looked for, and the caller rolls back.
 * @returns which rows of other commands hang on what was to go; none where all went.
 */
export function removeNew(db: Db, { runId, changes, own, only, now, settle }: Removing): Hindrance[] {
  const made = listStillMade(changes);
  const hindrances: Hindrance[] = [];
  const keptTracks = tracksOfEarlier(db, runId, made, own);
  const kept = new Set([...keptTracks, ...keptArtists(db, made, own, keptTracks)]);
  const removal = { runId, own, only, now, kept, hindrances };
  for (const name of inOrderOfRemoval) {
    const table = ledgerTables.get(name)!;
    const those = made.filter((change) => change.table === name);
    if (those.length > 0 && hindrances.length === 0) settle();
    for (const change of those) {
      for (const row of rowsOf(db, table, change)) removeOne(db, table, row, removal);
    }
  }
  return hindrances;
}

/**
 * What was made, without what the run itself took out again and whose key comes again (a redirect, lyrics): under that stands by now what
 * had been there before. `changes`: the newest first.
 */
function listStillMade(changes: readonly KeptChange[]): KeptChange[] {
  const gone = new Set<string>();
  return changes.filter((change) => {
    const row = rowName(change);
    if (change.kind === "removed" && ledgerTables.get(change.table)!.comesAgain) gone.add(row);
    return isMade(change) && !gone.has(row);
  });
}

/** The rows of a change that are still there and the same, the newest first. */
function* rowsOf(db: Db, table: LedgerTable, change: KeptChange): Generator<StoredValues> {
  if (change.firstId === null) {
    const row = table.get(db, change.key!);
    if (row && !isAnothers(db, change)) yield row;
    return;
  }
  for (let id = change.lastId!; id >= change.firstId; id--) {
    const row = table.get(db, table.keyOfId(id));
    if (row && !isAnothers(db, { ...change, firstId: id })) yield row;
  }
}

interface Removal extends Omit<Removing, "changes" | "settle"> {
  /** Items of the run that others need, with all that tells of them: `artists 3`, `tracks 4`. */
  kept: ReadonlySet<string>;
  hindrances: Hindrance[];
}

const placesOfTrack = statement<[trackId: number], { id: number }>(
  "SELECT id FROM release_tracks WHERE track_id = ?",
);

/** Recordings of the command that a late job of an earlier one put on its releases: they stay until that is undone. */
function tracksOfEarlier(db: Db, runId: number, made: readonly KeptChange[], own: Own): Set<string> {
  const kept = new Set<string>();
  const tracks = ledgerTables.get("tracks")!;
  for (const change of made.filter(({ table }) => table === "tracks")) {
    for (const row of rowsOf(db, tracks, change)) {
      const trackId = Number(row["id"]);
      const places = placesOfTrack(db)
        .all(trackId)
        .filter(({ id }) => !own.has("release_tracks", id));
      const isEarlier = ({ id }: { id: number }): boolean =>
        (hungBy(db, "release_tracks", id, { column: "track_id", to: trackId })?.rootId ?? runId) < runId;
      if (places.length > 0 && places.every(isEarlier)) kept.add(`tracks ${trackId}`);
    }
  }
  return kept;
}

/** Artists of the command that others need as well: they stay, with their names and identifiers. */
function keptArtists(
  db: Db,
  made: readonly KeptChange[],
  own: Own,
  keptTracks: ReadonlySet<string>,
): Set<string> {
  const kept = new Set<string>();
  const artists = ledgerTables.get("artists")!;
  for (const change of made.filter(({ table }) => table === "artists")) {
    for (const row of rowsOf(db, artists, change)) {
      const id = Number(row["id"]);
      const isOthers = (each: HangingRow): boolean => {
        const isOwn = own.has(each.table.name, each.id) && !keptTracks.has(`${each.table.name} ${each.id}`);
        return !isMemory(each.table.name) && each.id !== null && !isOwn;
      };
      if (someHanging(db, artists, id, isOthers)) kept.add(`artists ${id}`);
    }
  }
  return kept;
}

function removeOne(db: Db, table: LedgerTable, row: StoredValues, removal: Removal): void {
  const { own, only, now, kept, hindrances } = removal;
  if (only && !only(table, row)) return;
  const item = toldOf(table, row);
  if (item !== undefined && kept.has(item)) return;
  const id = table.idOf(row);
  if (table.name === "tracks" && kept.has(`tracks ${id}`)) return handDisplacedOver(db, [id!], now);
  const isNeed = (each: HangingRow): boolean => each.table.name !== "kept_apart";
  if (shared.has(table.name) && someHanging(db, table, id!, isNeed)) return;
  const hanging = id === null ? [] : listHanging(db, table, id);
  for (const each of hanging) {
    if (own.has(each.table.name, each.id) && !isNobodys(each.table.name)) continue;
    if (goesAlong(db, each, removal)) each.table.remove(db, each.row);
    else if (isLeftBehind(db, each)) dropLeftBehind(db, each, removal);
    else addHindrance(db, hindrances, each, table, id!);
  }
  if (hindrances.length === 0) removeFrom(db, table, row);
}

/**
 * What a run before this one tells of an item that this one made (a job of it came late): undone newest first, nobody else would ever take
 * it away, and without the item it tells of nothing.
 */
function goesAlong(db: Db, { table, row, id }: HangingRow, { runId }: Removal): boolean {
  if (isNobodys(table.name)) return true;
  const maker = id !== null && row["item_type"] !== undefined ? makerOf(db, table.name, id) : undefined;
  return maker !== undefined && maker.rootId < runId;
}

/** A recording that was left to others when its maker was undone. */
const isLeftBehind = (db: Db, { table, id }: HangingRow): boolean =>
  table.name === "tracks" && makerOf(db, table.name, id!)?.undoneBy != null;

/** It goes when the last place goes that it was left to; else those whose places it has are in the way. */
function dropLeftBehind(db: Db, { table, row, id }: HangingRow, { own, hindrances }: Removal): void {
  const hanging = listHanging(db, table, id!);
  const needs = hanging.filter((each) => {
    return ["release_tracks", "files"].includes(each.table.name) && !own.has(each.table.name, each.id);
  });
  for (const each of needs) addHindrance(db, hindrances, each, table, id!);
  if (hindrances.length > 0) return;
  for (const each of hanging) removeFrom(db, each.table, each.row);
  removeFrom(db, table, row);
}

function removeFrom(db: Db, table: LedgerTable, row: StoredValues): void {
  if (table.name === "releases") handOwnedReleaseOver(db, Number(row["id"]), null);
  table.remove(db, row);
}

/** It is in the way of the run that made it hang there (a merge), else of the one that made it. */
function addHindrance(
  db: Db,
  hindrances: Hindrance[],
  { table, id, column }: HangingRow,
  on: LedgerTable,
  onId: number,
): void {
  const by = id === null ? undefined : hungBy(db, table.name, id, { column, to: onId });
  const run = by?.rootId ?? null;
  for (const each of hindrances) {
    if (each.kind !== "hanging" || each.run !== run || each.table !== table.name || each.on !== on.name)
      continue;
    each.rows++;
    each.ids.add(onId);
    return;
  }
  hindrances.push({ kind: "hanging", run, table: table.name, rows: 1, on: on.name, ids: new Set([onId]) });
}
