import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { statement } from "../../db/statement.ts";

const selectThere = (table: string) =>
  statement<[id: number], { one: 1 }>(`SELECT 1 AS one FROM ${table} WHERE id = ?`);
const there = {
  artist: selectThere("artists"),
  album: selectThere("albums"),
  release: selectThere("releases"),
  track: selectThere("tracks"),
} satisfies Record<ItemType, unknown>;

/** Whether the library has an item of this id: its row is not read for it. */
export const isThere = (db: Db, itemType: ItemType, id: number): boolean =>
  there[itemType](db).get(id) !== undefined;
