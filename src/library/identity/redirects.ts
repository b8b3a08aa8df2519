import type { Db } from "../../db/connection.ts";
import { rowsBy } from "../../db/rows.ts";
import { itemRedirects } from "../../db/schema/facts.ts";
import type { ItemType } from "../../db/item-types.ts";
import { isThere } from "../items/there.ts";

const byFormerId = rowsBy(itemRedirects, ["itemType", "fromId"], { only: ["toId"] });

const intoItem = rowsBy(itemRedirects, ["itemType", "toId"], { only: ["fromId"] });

/** The item that a merged one has become; undefined for an id that was never merged away, or that is there: an item is itself first. */
export function itemRedirect(db: Db, itemType: ItemType, formerId: number): number | undefined {
  const into = byFormerId.get(db, itemType, formerId)?.toId;
  return into === undefined || isThere(db, itemType, formerId) ? undefined : into;
}

/** Whether another item has become this one. */
export const hasBecome = (db: Db, itemType: ItemType, id: number): boolean =>
  intoItem.get(db, itemType, id) !== undefined;

/** The id of an item now: its own, or that of the item which it has become. */
export const currentId = (db: Db, itemType: ItemType, id: number): number =>
  itemRedirect(db, itemType, id) ?? id;
