import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import type { IdentifierKind } from "../../facts.ts";
import { findOwner } from "../../library/identity/identifiers.ts";
import { findFile } from "../../library/items/files.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { rowOrFormer } from "../history/last-removal.ts";
import { itemTypeOf, tableOfItem, ledgerTables, type LedgerTable } from "../tables.ts";

/** Which changes of a command are to be taken back: by the row that they are about. */
export type Only = (table: LedgerTable, row: StoredValues) => boolean;

/** Parents upwards, beside those that the schema says: of whom a row is a part. What many share (an artist) is no part of any. */
const alsoParts: Readonly<Record<string, string>> = { release_tracks: "track_id", files: "track_id" };

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
    if (table.name === "not_wanted") return isWordOf(row);
    if (typeof owner === "string" && row["item_id"] !== undefined)
      return isPartOf(tableOfItem[owner as ItemType], row["item_id"]);
    return table.parents.some(({ column, table: parent, isWhole }) => {
      const isPartOfIt = itemTypeOf.has(parent) && (isWhole || alsoParts[table.name] === column);
      return isPartOfIt && isPartOf(parent, row[column]);
    });
  };
  const isPartOf = (name: string, id: unknown): boolean => {
    if (name === itemTable && id === itemId) return true;
    const table = ledgerTables.get(name);
    if (!table || typeof id !== "number") return false;
    // What went is what it was then: with an item that comes back all of it does.
    const row = rowOrFormer(db, table, id);
    return row !== undefined && isPart(table, row);
  };
  /** That it is not wanted is said of its identifiers, and of its files by their paths. */
  const isWordOf = ({ item_type: type, kind, value }: StoredValues): boolean => {
    if (type === "file") return isPartOf("tracks", findFile(db, String(value))?.trackId);
    const named = { kind: kind as IdentifierKind, value: String(value) };
    return isPartOf(tableOfItem[type as ItemType], findOwner(db, type as ItemType, named));
  };
  return { itemType, id: itemId, owns: isPart };
}
