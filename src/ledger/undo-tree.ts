import type { Db } from "../db/connection.ts";
import { isConstraint } from "../db/faults.ts";
import type { StoredValues } from "../library/write/change-log.ts";
import { isMemory } from "./memory.ts";
import { listHanging, type HangingRow } from "./hanging.ts";
import { inOrderOfRemoval, tables, type LedgerTable } from "./tables.ts";
import { changesOfTree, createMakers, handDown, wentLater, type KeptChange } from "./tree.ts";

/** A value that a later command changed, too: it stays. */
export interface Stayed {
  table: string;
  id: number | null;
  column: string | null;
  /** What is there now, and what this undo would have brought back. */
  value: unknown;
  before: unknown;
}

/** Rows of another command that hang on what would go. `run` is null where that is too long ago to be remembered. */
export interface Hindrance {
  run: number | null;
  table: string;
  rows: number;
  on: string;
}

export interface TreeUndone {
  stayed: Stayed[];
  hindrances: Hindrance[];
}

/** Which changes of a command are to be taken back; all of them, unless said. */
export type Only = (table: LedgerTable, row: StoredValues) => boolean;

/** Parents that many share. One goes when nothing needs it any more, and is in nobody's way. */
const shared: ReadonlySet<string> = new Set(["artists", "categories", "artworks"]);
/** What a source said of an album stands in the album's fields: it is nobody's own. */
const goesAlong = (table: string): boolean => isMemory(table) || table === "source_facts";
/** When something was last touched: never worth a word. */
const isStamp = (column: string): boolean => /_at$/.test(column);

/**
 * Takes back what a command and its jobs changed: first rows that changed or went, newest first, then rows that were new, those that
 * hang on others first. Within a transaction of the caller's, who rolls it back where there are hindrances.
 */
export function undoTree(db: Db, rootId: number, only?: Only): TreeUndone & { ids: number[] } {
  const changes = changesOfTree(db, rootId);
  const own = ownRows(changes);
  const undone: TreeUndone = { stayed: [], hindrances: [] };
  const wanted = only ? changes.filter((change) => isWanted(db, change, only)) : changes;
  const waiting: KeptChange[] = [];
  const blocked = new Set<string>();
  for (const change of wanted) {
    if (change.kind === "created" || change.kind === "returned" || own.made(change)) continue;
    const row = `${change.table} ${change.firstId ?? JSON.stringify(change.key)}`;
    // Its unique value may still be held by a row that goes in a moment.
    if (blocked.has(row) || !takeBack(db, change, undone)) {
      blocked.add(row);
      waiting.push(change);
    }
  }
  removeNew(db, wanted, { own, undone, only });
  for (const change of waiting) {
    if (!takeBack(db, change, undone)) undone.stayed.push(wholeRow(change));
  }
  // What is left of a range is still to be undone.
  return {
    ...undone,
    ids: wanted.filter(({ kind }) => kind === "updated" || kind === "removed").map(({ id }) => id),
  };
}

function wholeRow({ table, firstId, old }: KeptChange): Stayed {
  return { table, id: firstId, column: null, value: null, before: old };
}

const tableOf = ({ table }: KeptChange): LedgerTable => tables.get(table)!;

const keyOf = (change: KeptChange): StoredValues => {
  const table = tableOf(change);
  if (change.key) return change.key;
  const [key] = table.columns.filter(({ isKey }) => isKey);
  return { [key!.name]: change.firstId };
};

function isWanted(db: Db, change: KeptChange, only: Only): boolean {
  const table = tableOf(change);
  if (change.kind === "removed") return only(table, change.old!);
  if (change.kind === "updated" || change.firstId === null || change.firstId === change.lastId) {
    const row = table.get(db, keyOf(change));
    return row !== undefined && only(table, row);
  }
  return true; // a range: looked at row by row when it goes
}

/** The rows that the command itself made, and that are still the same. */
interface Own {
  has(table: string, id: number | null): boolean;
  /** The row of a change, made before that: what an earlier change took away was somebody else's, though another took its place. */
  made(change: KeptChange): boolean;
}

function ownRows(changes: KeptChange[]): Own {
  const ranges = new Map<string, KeptChange[]>();
  const keyed = new Map<string, number>();
  for (const change of changes) {
    if (change.kind === "updated" || change.kind === "removed") continue;
    const known = ranges.get(change.table);
    // Newest first: the last that is set is the first that was made.
    if (change.firstId === null) keyed.set(`${change.table} ${JSON.stringify(change.key)}`, change.id);
    else if (known) known.push(change);
    else ranges.set(change.table, [change]);
  }
  const isWithin = (table: string, id: number, before: number): boolean =>
    (ranges.get(table) ?? []).some((made) => made.id < before && made.firstId! <= id && id <= made.lastId!);
  return {
    has: (table, id) => id !== null && isWithin(table, id, Infinity),
    made: ({ id, table, firstId, key }) =>
      firstId === null
        ? (keyed.get(`${table} ${JSON.stringify(key)}`) ?? Infinity) < id
        : isWithin(table, firstId, id),
  };
}

/** @returns false where a unique value is held by another row for now. */
function takeBack(db: Db, change: KeptChange, undone: TreeUndone): boolean {
  try {
    return db.$client.transaction(() =>
      change.kind === "removed" ? bringBack(db, change, undone) : restore(db, change, undone),
    )();
  } catch (error) {
    if (isConstraint(error)) return false;
    throw error;
  }
}

function bringBack(db: Db, change: KeptChange, undone: TreeUndone): boolean {
  const table = tableOf(change);
  const row = change.old!;
  if (table.get(db, keyOf(change)) !== undefined) return false;
  const orphan = table.parents.some(({ column, table: parent }) => !exists(db, parent, row[column]));
  if (orphan) undone.stayed.push(wholeRow(change));
  else table.insert(db, row);
  return true;
}

function exists(db: Db, parent: string, id: StoredValues[string] | undefined): boolean {
  const table = tables.get(parent);
  if (id == null || !table) return true;
  const [key] = table.columns.filter(({ isKey }) => isKey);
  return table.get(db, { [key!.name]: id }) !== undefined;
}

function restore(db: Db, change: KeptChange, { stayed }: TreeUndone): boolean {
  const table = tableOf(change);
  const row = table.get(db, keyOf(change));
  if (!row) {
    stayed.push(wholeRow(change));
    return true;
  }
  const values: StoredValues = {};
  for (const [column, before] of Object.entries(change.old!)) {
    const parent = table.parents.find((each) => each.column === column);
    const isOurs = row[column] === change.new![column];
    if (isOurs && (!parent || exists(db, parent.table, before))) values[column] = before;
    else if (row[column] !== before) {
      handDown(db, change, column, before);
      if (!isStamp(column))
        stayed.push({ table: table.name, id: change.firstId, column, value: row[column], before });
    }
  }
  if (Object.keys(values).length > 0) table.set(db, row, values);
  return true;
}

interface Removing {
  own: Own;
  undone: TreeUndone;
  only: Only | undefined;
}

function removeNew(db: Db, changes: KeptChange[], removing: Removing): void {
  const made = changes.filter(({ kind }) => kind === "created" || kind === "returned");
  const makerOf = createMakers(db);
  const parents = new Set<string>();
  const kept = keptArtists(db, made, removing.own);
  for (const name of inOrderOfRemoval) {
    const table = tables.get(name)!;
    for (const change of made) {
      if (change.table !== name) continue;
      for (const row of rowsOf(db, table, change))
        removeOne(db, table, row, { ...removing, makerOf, parents, kept });
    }
  }
  removeNeedless(db, parents, makerOf);
}

/** The rows of a change that are still there and the same, the newest first. */
function* rowsOf(db: Db, table: LedgerTable, change: KeptChange): Generator<StoredValues> {
  if (change.firstId === null) {
    const row = table.get(db, change.key!);
    if (row) yield row;
    return;
  }
  const [key] = table.columns.filter(({ isKey }) => isKey);
  for (let id = change.lastId!; id >= change.firstId; id--) {
    const row = table.get(db, { [key!.name]: id });
    if (row && !wentLater(db, table.name, id, change.id)) yield row;
  }
}

type Makers = ReturnType<typeof createMakers>;

interface Removal {
  makerOf: Makers;
  /** Shared parents that may be needless now: `artists 3`. */
  parents: Set<string>;
  kept: ReadonlySet<number>;
}

/** Artists of the command that others need as well: they stay, with their names and identifiers. */
function keptArtists(db: Db, made: KeptChange[], own: Own): Set<number> {
  const kept = new Set<number>();
  const artists = tables.get("artists")!;
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

function removeOne(
  db: Db,
  table: LedgerTable,
  row: StoredValues,
  { own, undone, only, makerOf, parents, kept }: Removing & Removal,
): void {
  if (only && !only(table, row)) return;
  const artist = artistOf(table, row);
  if (artist !== undefined) {
    if (kept.has(artist)) return;
    parents.add(`artists ${artist}`);
  }
  const id = table.hasNumberKey ? (Object.values(table.keyOf(row))[0] as number) : null;
  const hanging = id === null ? [] : listHanging(db, table, id);
  if (shared.has(table.name)) {
    parents.add(`${table.name} ${id}`);
    if (hanging.length > 0) return;
  }
  for (const each of hanging) {
    if (goesAlong(each.table.name)) each.table.remove(db, each.row);
    else if (!own.has(each.table.name, each.id)) addHindrance(undone, each, table, makerOf);
  }
  for (const { column, table: parent } of table.parents) {
    if (shared.has(parent) && row[column] !== null) parents.add(`${parent} ${row[column]}`);
  }
  table.remove(db, row);
}

function addHindrance(undone: TreeUndone, { table, id }: HangingRow, on: LedgerTable, makerOf: Makers): void {
  const run = id === null ? null : (makerOf(table.name, id)?.rootId ?? null);
  const known = undone.hindrances.find((each) => each.run === run && each.table === table.name);
  if (known) known.rows++;
  else undone.hindrances.push({ run, table: table.name, rows: 1, on: on.name });
}

/** A shared parent goes if nothing hangs on it any more, and the command that made it was taken back. */
function removeNeedless(db: Db, parents: Set<string>, makerOf: Makers): void {
  for (const each of parents) {
    const [name = "", id = ""] = each.split(" ");
    const table = tables.get(name)!;
    const row = table.get(db, { id: Number(id) });
    if (!row || makerOf(name, Number(id))?.undoneBy == null) continue;
    const hanging = listHanging(db, table, Number(id));
    const isNeeded = hanging.some((each) => {
      const isOfItself = isMemory(each.table.name) || artistOf(each.table, each.row) !== undefined;
      return !isOfItself || (each.id !== null && makerOf(each.table.name, each.id)?.undoneBy === null);
    });
    if (isNeeded) continue;
    for (const each of hanging) each.table.remove(db, each.row);
    table.remove(db, row);
  }
}
