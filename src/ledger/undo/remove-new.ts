import type { Db } from "../../db/connection.ts";
import { handOwnedReleaseOver } from "../../library/write/decisions/owned-release.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { listHanging, type HangingRow } from "../items/hanging.ts";
import { isMemory } from "../memory.ts";
import type { Only } from "./only.ts";
import type { Own } from "./own-rows.ts";
import { inOrderOfRemoval, ledgerTables, type LedgerTable } from "../tables.ts";
import { createMakers, wentLater, type KeptChange, type MadeRange } from "./tree.ts";

/** Rows of another command that hang on what would go. `run` is null where that is too long ago to be remembered. */
export interface Hindrance {
  run: number | null;
  table: string;
  rows: number;
  on: string;
  /** An item that would come back, and the one that has its identity by now. */
  twice?: { what: string; is: string };
}

/** Parents that many share. One goes when nothing needs it any more, and is in nobody's way. */
const shared: ReadonlySet<string> = new Set(["artists", "categories", "artworks"]);
/** What a source said of an album stands in the album's fields, and what an item is not tells nothing without it: nobody's own. */
const isNobodys = (table: string): boolean =>
  isMemory(table) || table === "source_facts" || table === "kept_apart";

/** What is taken back: all that a run made, or `only` that of one item. */
export interface Removing {
  runId: number;
  changes: readonly KeptChange[];
  own: Own;
  only: Only | undefined;
}

/**
 * Removes what these changes made, rows that hang on others first, then shared parents that nobody needs any more. Nothing goes any
 * more once something is in the way: all of it is looked for, and the caller rolls back.
 * @returns which rows of other commands hang on what was to go; none where all went.
 */
export function removeNew(db: Db, { runId, changes, own, only }: Removing): Hindrance[] {
  const made = changes.filter(({ kind }) => kind === "created" || kind === "returned");
  const makerOf = createMakers(db);
  const [parents, hindrances] = [new Set<string>(), [] as Hindrance[]];
  const removal = { runId, own, only, makerOf, parents, kept: keptArtists(db, made, own), hindrances };
  for (const name of inOrderOfRemoval) {
    const table = ledgerTables.get(name)!;
    for (const change of made) {
      if (change.table !== name) continue;
      for (const row of rowsOf(db, table, change)) removeOne(db, table, row, removal);
    }
  }
  if (hindrances.length === 0) removeNeedless(db, parents, makerOf);
  return hindrances;
}

/** The rows of a change that are still there and the same, the newest first. */
function* rowsOf(db: Db, table: LedgerTable, change: KeptChange): Generator<StoredValues> {
  if (change.firstId === null) {
    const row = table.get(db, change.key!);
    if (row) yield row;
    return;
  }
  for (let id = change.lastId!; id >= change.firstId; id--) {
    const row = table.get(db, table.keyOfId(id));
    if (row && !wentLater(db, table.name, id, change.id)) yield row;
  }
}

type Makers = (table: string, id: number) => MadeRange | undefined;

interface Removal extends Omit<Removing, "changes"> {
  makerOf: Makers;
  /** Shared parents that may be needless now: `artists 3`. */
  parents: Set<string>;
  kept: ReadonlySet<number>;
  hindrances: Hindrance[];
}

/** Artists of the command that others need as well: they stay, with their names and identifiers. */
function keptArtists(db: Db, made: readonly KeptChange[], own: Own): Set<number> {
  const kept = new Set<number>();
  const artists = ledgerTables.get("artists")!;
  for (const change of made.filter(({ table }) => table === "artists")) {
    for (const row of rowsOf(db, artists, change)) {
      const id = Number(row["id"]);
      const others = listHanging(db, artists, id).filter((each) => {
        return !isMemory(each.table.name) && each.id !== null && !own.has(each.table.name, each.id);
      });
      if (others.length > 0) kept.add(id);
    }
  }
  return kept;
}

/** The artist of whom a row tells something: a name, an identifier, a link, a genre. */
function artistOf({ name }: LedgerTable, row: StoredValues): number | undefined {
  if (row["item_type"] === "artist" && typeof row["item_id"] === "number") return row["item_id"];
  return name === "artist_aliases" ? Number(row["artist_id"]) : undefined;
}

function removeOne(db: Db, table: LedgerTable, row: StoredValues, removal: Removal): void {
  const { own, only, makerOf, parents, kept, hindrances } = removal;
  if (only && !only(table, row)) return;
  const artist = artistOf(table, row);
  if (artist !== undefined) {
    if (kept.has(artist)) return;
    parents.add(`artists ${artist}`);
  }
  const id = table.idOf(row);
  const hanging = id === null ? [] : listHanging(db, table, id);
  if (shared.has(table.name)) {
    parents.add(`${table.name} ${id}`);
    if (hanging.some((each) => each.table.name !== "kept_apart")) return;
  }
  for (const each of hanging) {
    if (own.has(each.table.name, each.id) && !isNobodys(each.table.name)) continue;
    if (goesAlong(each, removal)) each.table.remove(db, each.row);
    else addHindrance(hindrances, each, table, makerOf);
  }
  if (hindrances.length === 0) removeFrom(db, table, row, parents);
}

/**
 * What a run before this one tells of an item that this one made (a job of it came late): undone newest first, nobody else would ever take
 * it away, and without the item it tells of nothing.
 */
function goesAlong({ table, row, id }: HangingRow, { runId, makerOf }: Removal): boolean {
  if (isNobodys(table.name)) return true;
  const maker = id !== null && row["item_type"] !== undefined ? makerOf(table.name, id) : undefined;
  return maker !== undefined && maker.rootId < runId;
}

/** Removes a row; its shared parents may be needless now, those too that were needed when one last looked. */
function removeFrom(db: Db, table: LedgerTable, row: StoredValues, parents: Set<string>): void {
  if (table.name === "releases") handOwnedReleaseOver(db, Number(row["id"]), null);
  for (const { column, table: parent } of table.parents) {
    if (!shared.has(parent) || row[column] === null) continue;
    const name = `${parent} ${row[column]}`;
    parents.delete(name);
    parents.add(name); // at the end: one that is walked through comes to it
  }
  table.remove(db, row);
}

function addHindrance(
  hindrances: Hindrance[],
  { table, id }: HangingRow,
  on: LedgerTable,
  makerOf: Makers,
): void {
  const run = id === null ? null : (makerOf(table.name, id)?.rootId ?? null);
  const known = hindrances.find((each) => each.run === run && each.table === table.name);
  if (known) known.rows++;
  else hindrances.push({ run, table: table.name, rows: 1, on: on.name });
}

/** A shared parent goes if nothing hangs on it any more, and the command that made it was taken back. */
function removeNeedless(db: Db, parents: Set<string>, makerOf: Makers): void {
  for (const each of parents) {
    const [name = "", id = ""] = each.split(" ");
    const table = ledgerTables.get(name)!;
    const row = table.get(db, { id: Number(id) });
    if (!row || makerOf(name, Number(id))?.undoneBy == null) continue;
    const hanging = listHanging(db, table, Number(id));
    const isNeeded = hanging.some((each) => {
      const isOfItself = isMemory(each.table.name) || artistOf(each.table, each.row) !== undefined;
      return !isOfItself || (each.id !== null && makerOf(each.table.name, each.id)?.undoneBy === null);
    });
    if (isNeeded) continue;
    for (const each of hanging) removeFrom(db, each.table, each.row, parents);
    table.remove(db, row);
  }
}
