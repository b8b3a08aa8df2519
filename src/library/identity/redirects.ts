import type { Db } from "../../db/connection.ts";
import { rowsBy } from "../../db/rows.ts";
import { itemRedirects } from "../../db/schema/facts.ts";
import type { ItemType } from "../../db/item-types.ts";

const byFormerId = rowsBy(itemRedirects, ["itemType", "fromId"], { only: ["toId"] });

/** The item that a merged one has become; undefined for an id that was never merged away. */
export function itemRedirect(db: Db, itemType: ItemType, formerId: number): number | undefined {
  return byFormerId.get(db, itemType, formerId)?.toId;
}

/** The id of an item now: its own, or that of the item which it has become. */
export const currentId = (db: Db, itemType: ItemType, id: number): number =>
  itemRedirect(db, itemType, id) ?? id;
