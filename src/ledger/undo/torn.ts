import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { rowOrFormer } from "../history/last-removal.ts";
import type { Redirect } from "../items/redirect.ts";
import { ledgerTables, tableOfItem } from "../tables.ts";
import { redirectedTo } from "./merged-away.ts";
import type { OnlyItem } from "./only.ts";
import type { KeptChange } from "./tree.ts";

/**
 * A merge of which one side alone is to be taken back (`--only`): one of the two would come back with nothing of its own.
 * @returns the first such pair; none where both belong to the one item, or neither does.
 */
export function findTornPair(
  db: Db,
  changes: readonly KeptChange[],
  { owns }: OnlyItem,
): Redirect | undefined {
  const isOwn = (itemType: ItemType, id: number): boolean => {
    const table = ledgerTables.get(tableOfItem[itemType])!;
    const row = rowOrFormer(db, table, id);
    return row !== undefined && owns(table, row);
  };
  for (const change of changes) {
    const redirect = redirectedTo(db, change);
    if (!redirect) continue;
    const { itemType, from, into } = redirect;
    if (isOwn(itemType, from) !== isOwn(itemType, into)) return redirect;
  }
  return undefined;
}
