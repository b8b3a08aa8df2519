import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { tableOfItem, ledgerTables, type LedgerTable } from "../tables.ts";

/** Which changes of a command are to be taken back: by the row that they are about. */
export type Only = (table: LedgerTable, row: StoredValues) => boolean;

/** Parents upwards: of whom a row is a part. What many share (an artist) is no part of any. */
const wholes: Record<string, string[]> = {
  album_artists: ["album_id"],
  album_covers: ["album_id"],
  releases: ["album_id"],
  products: ["album_id"],
  media: ["release_id"],
  release_tracks: ["release_id", "track_id"],
  tracks: ["album_id"],
  lyrics: ["track_id"],
  files: ["track_id"],
  artist_aliases: ["artist_id"],
};

/** One item, and which rows belong to it. */
export interface OnlyItem {
  itemType: ItemType;
  id: number;
  owns: Only;
}

/** What belongs to one item: its row, what hangs on it, and so on. */
export function belongingTo(db: Db, itemType: ItemType, itemId: number): OnlyItem {
  const itemTable = tableOfItem[itemType];
  const isPart: Only = (table, row) => {
    if (table.name === itemTable && row["id"] === itemId) return true;
    const owner = row["item_type"];
    if (typeof owner === "string" && row["item_id"] !== undefined)
      return isPartOf(tableOfItem[owner as ItemType], row["item_id"]);
    return (wholes[table.name] ?? []).some((column) => {
      const parent = table.parents.find((each) => each.column === column);
      return parent !== undefined && isPartOf(parent.table, row[column]);
    });
  };
  const isPartOf = (name: string, id: unknown): boolean => {
    if (name === itemTable && id === itemId) return true;
    const table = ledgerTables.get(name);
    const row = table && typeof id === "number" ? table.get(db, { id }) : undefined;
    return row !== undefined && isPart(table!, row);
  };
  return { itemType, id: itemId, owns: isPart };
}
