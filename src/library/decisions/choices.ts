import { rowsBy } from "../../db/rows.ts";
import type { Db } from "../../db/connection.ts";
import { choices } from "../../db/schema/facts.ts";
import type { ItemType } from "../../db/item-types.ts";
import type { Identifier } from "../../facts.ts";

export const choiceOf = rowsBy(choices, ["itemType", "query"]);

/** Manual match. What a person picked for this folded query. */
export function findChoice(db: Db, itemType: ItemType, query: string): Identifier | undefined {
  const row = choiceOf.get(db, itemType, query);
  return row && ({ kind: row.kind, value: row.value } as Identifier);
}
