import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { ChangedMeanwhileError, exitCodes } from "../../errors.ts";
import { isThere } from "../../library/items/there.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { tableOfItem, ledgerTables } from "../tables.ts";

/**
 * Optimistic concurrency. An item was found before the transaction that changes it began: another process may have merged or removed it in
 * between. Within a transaction. @throws ChangedMeanwhileError (not found) if it is there no more.
 */
export function stillThere(db: Db, itemType: ItemType, id: number): void {
  if (!isThere(db, itemType, id)) throw goneMeanwhile(itemType, id);
}

/** The same with its row, as it is stored. */
export function rowStillThere(db: Db, itemType: ItemType, id: number): StoredValues {
  const row = ledgerTables.get(tableOfItem[itemType])!.get(db, { id });
  if (row) return row;
  throw goneMeanwhile(itemType, id);
}

const goneMeanwhile = (itemType: ItemType, id: number): ChangedMeanwhileError =>
  new ChangedMeanwhileError(
    `${itemType} ${id} was merged or removed meanwhile: somebody else did, and nothing was changed now`,
    {
      hint: `importer show ${itemType} ${id}; what happened: importer history`,
      exitCode: exitCodes.notFound,
    },
  );
