import type { Db } from "../../db/connection.ts";
import { rowsBy } from "../../db/rows.ts";
import { itemRedirects, type ItemType } from "../../db/schema/facts.ts";

const byFormerId = rowsBy(itemRedirects, ["itemType", "fromId"], { only: ["toId"] });

/** The item that a merged one has become; undefined for an id that was never merged away. */
export function itemRedirect(db: Db, itemType: ItemType, formerId: number): number | undefined {
  return byFormerId.get(db, itemType, formerId)?.toId;
}

/** The id of an item now: its own, or that of the item which it has become. */
export const currentId = (db: Db, itemType: ItemType, id: number): number =>
  itemRedirect(db, itemType, id) ?? id;
