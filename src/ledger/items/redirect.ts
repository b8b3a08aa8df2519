import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { statement } from "../../db/statement.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { write } from "../../library/write/tables.ts";
import { itemTypeOf, ledgerTables } from "../tables.ts";

const leadingTo = statement<[itemType: ItemType, id: number], StoredValues>(
  "SELECT * FROM item_redirects WHERE item_type = ? AND to_id = ?",
);

export interface Redirect {
  itemType: ItemType;
  from: number;
  into: number;
}

/** Path compression. The id of an item that is no more leads to another, and so do those that led to it. Within a transaction. */
export function redirectItem(db: Db, { itemType, from, into }: Redirect, now: number): void {
  const redirects = ledgerTables.get("item_redirects")!;
  for (const row of leadingTo(db).all(itemType, from)) {
    redirects.remove(db, row);
    if (row["from_id"] !== into) redirects.insert(db, { ...row, to_id: into });
  }
  dropRedirect(db, itemType, from);
  write.itemRedirects.insert(db, { itemType, fromId: from, toId: into, mergedAt: now });
}

/** The row of an item is there again: its id leads to nothing else. Of other rows nothing. Within a transaction. */
export function isItselfAgain(db: Db, tableName: string, id: number | null): void {
  const itemType = itemTypeOf.get(tableName);
  if (itemType !== undefined && id !== null) dropRedirect(db, itemType, id);
}

function dropRedirect(db: Db, itemType: ItemType, from: number): void {
  const redirects = ledgerTables.get("item_redirects")!;
  const row = redirects.get(db, { item_type: itemType, from_id: from });
  if (row) redirects.remove(db, row);
}
