import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { isConstraint } from "../../db/faults.ts";
import type { IdentifierKind } from "../../facts.ts";
import { itemRedirect } from "../../library/identity/redirects.ts";
import { refKinds } from "../../refs.ts";
import { statement } from "../../db/statement.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { isItselfAgain } from "../items/redirect.ts";
import { itemTypeOf, tableOfItem, ledgerTables, type LedgerTable } from "../tables.ts";
import { formerValues, isAnothers, isUnmade } from "./lives.ts";
import { revive } from "./revive.ts";
import type { KeptChange } from "./tree.ts";

const namesakes = statement<
  [itemType: ItemType, kind: string, value: string],
  { itemId: number; rowId: number }
>("SELECT item_id AS itemId, id AS rowId FROM identifiers WHERE item_type = ? AND kind = ? AND value = ?");

/** A value that a later command changed, too: it stays. */
export interface Stayed {
  table: string;
  id: number | null;
  column: string | null;
  /** What is there now, and what this undo would have brought back. */
  value: unknown;
  before: unknown;
}

/** When something was last touched: never worth a word. */
const isStamp = (column: string): boolean => /_at$/.test(column);

export const tableOfChange = ({ table }: KeptChange): LedgerTable => ledgerTables.get(table)!;

/** The key of the one row that a change is about. */
export const keyOf = (change: KeptChange): StoredValues =>
  change.key ?? tableOfChange(change).keyOfId(change.firstId);

export interface Taking {
  runId: number;
  stayed: Stayed[];
  /** All that comes back is there: what is lacking now stays so. */
  isLast: boolean;
}

/**
 * Compensation of one change: a row that went comes back, one that changed has its former values again. What can't be as it was is
 * added to `stayed`; a row whose maker was undone meanwhile does not come back. @returns false where a unique value is held by another row for now,
 * or what the row hangs on is not there yet.
 */
export function takeBack(db: Db, change: KeptChange, taking: Taking): boolean {
  try {
    return db.$client.transaction(() =>
      change.kind === "removed"
        ? isUnmade(db, change) || bringBack(db, change, taking)
        : restore(db, change, taking),
    )();
  } catch (error) {
    if (isConstraint(error)) return false;
    throw error;
  }
}

function bringBack(db: Db, change: KeptChange, { runId, isLast }: Taking): boolean {
  const table = tableOfChange(change);
  // A number is never given again: the row that has it is the one, and outlived the undo that would have taken it (an artist others need).
  if (table.get(db, keyOf(change))) return !table.comesAgain;
  if (findNamesake(db, change)) return false;
  const row = formerValues(db, change, runId);
  const lacking = table.parents.filter(({ column, table: parent }) => !exists(db, parent, row[column]));
  if (!hasItem(db, row) || (lacking.length > 0 && !isLast)) return false; // what it hangs on may come back in a moment
  for (const { column, table: parent } of lacking) {
    const id = revive(db, parent, Number(row[column]));
    if (id === undefined) return false;
    row[column] = id;
  }
  table.insert(db, row);
  isItselfAgain(db, table.name, change.firstId);
  return true;
}

/** An item that has, by now, the identity which would come back: a ref names one item. */
export function findNamesake(
  db: Db,
  { kind: how, table, old }: KeptChange,
): { itemType: ItemType; itemId: number; rowId: number } | undefined {
  if (how !== "removed" || table !== "identifiers") return undefined;
  const { item_type: type, item_id: itemId, kind, value } = old!;
  const itemType = type as ItemType;
  if (refKinds[kind as IdentifierKind]?.isShared) return undefined;
  const holder = namesakes(db).get(itemType, String(kind), String(value));
  return holder && holder.itemId !== itemId ? { itemType, ...holder } : undefined;
}

/** What tells of an item, as (item type, item id), is nobody's without it. */
function hasItem(db: Db, { item_type: type, item_id: id }: StoredValues): boolean {
  return typeof type !== "string" || id === undefined || exists(db, tableOfItem[type as ItemType], id);
}

function exists(db: Db, parent: string, id: StoredValues[string] | undefined): boolean {
  const table = ledgerTables.get(parent);
  return id == null || !table || table.get(db, table.keyOfId(id)) !== undefined;
}

function restore(db: Db, change: KeptChange, { runId, stayed, isLast }: Taking): boolean {
  const table = tableOfChange(change);
  const row = table.get(db, keyOf(change));
  if (!row || isAnothers(db, change)) {
    stayed.push(wholeRow(change));
    return true;
  }
  const values: StoredValues = {};
  const left: Stayed[] = [];
  for (const [column, before] of Object.entries(formerValues(db, change, runId))) {
    const isOurs = isWhatItHas(db, table, row, { column, value: change.new![column]! });
    const hasParent = isThere(db, table, row, { column, value: before });
    if (isOurs && !hasParent && !isLast) return false;
    if (isOurs && hasParent) values[column] = before;
    else if (row[column] !== before && !isStamp(column))
      left.push({ table: table.name, id: change.firstId, column, value: row[column], before });
  }
  stayed.push(...left);
  if (Object.keys(values).length > 0) table.set(db, row, values);
  return true;
}

/** Whether what a column would point to is there; any value, of one that points to nothing. */
function isThere(
  db: Db,
  table: LedgerTable,
  row: StoredValues,
  { column, value }: { column: string; value: StoredValues[string] },
): boolean {
  if (column === "item_id") return hasItem(db, { ...row, item_id: value });
  const parent = table.parents.find((each) => each.column === column);
  return !parent || exists(db, parent.table, value);
}

/** Whether a row has this value, or, where that names an item, names what that item has become. */
function isWhatItHas(
  db: Db,
  table: LedgerTable,
  row: StoredValues,
  { column, value }: { column: string; value: StoredValues[string] },
): boolean {
  if (row[column] === value) return true;
  const parent = table.parents.find((each) => each.column === column)?.table;
  const itemType = column === "item_id" ? (row["item_type"] as ItemType) : itemTypeOf.get(parent ?? "");
  if (itemType === undefined || typeof value !== "number") return false;
  return itemRedirect(db, itemType, value) === row[column];
}

export function wholeRow({ table, firstId, old }: KeptChange): Stayed {
  return { table, id: firstId, column: null, value: null, before: old };
}
