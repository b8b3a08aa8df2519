import { rowsBy } from "../../db/rows.ts";
import { statement } from "../../db/statement.ts";
import type { Db } from "../../db/connection.ts";
import { identifiers, type ItemType } from "../../db/schema/facts.ts";
import type { Identifier } from "../../facts.ts";
import { write } from "./tables.ts";

const byValue = rowsBy(identifiers, ["itemType", "kind", "value"]);

const exists = (table: string) =>
  statement<[id: number], { one: 1 }>(`SELECT 1 AS one FROM ${table} WHERE id = ?`);
const isThere = {
  artist: exists("artists"),
  album: exists("albums"),
  release: exists("releases"),
  track: exists("tracks"),
} satisfies Record<ItemType, unknown>;

/**
 * Adds what is new; one that another item already has stays there, unless that was deleted. @returns whether
 * any was new.
 */
export function saveIdentifiers(db: Db, itemType: ItemType, itemId: number, named: Identifier[]): boolean {
  let changed = false;
  for (const each of named) changed = addIdentifier(db, itemType, itemId, each) || changed;
  return changed;
}

/** The same for many items at once. */
export function addIdentifiers(
  db: Db,
  itemType: ItemType,
  named: (Identifier & { itemId: number })[],
): boolean {
  let changed = false;
  for (const { itemId, ...each } of named) changed = addIdentifier(db, itemType, itemId, each) || changed;
  return changed;
}

function addIdentifier(db: Db, itemType: ItemType, itemId: number, { kind, value }: Identifier): boolean {
  const known = byValue.get(db, itemType, kind, value);
  if (!known) {
    write.identifiers.insert(db, { itemType, itemId, kind, value });
    return true;
  }
  if (known.itemId === itemId || isThere[itemType](db).get(known.itemId)) return false;
  return write.identifiers.set(db, known, { itemId });
}
