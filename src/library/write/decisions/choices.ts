import type { Db } from "../../../db/connection.ts";
import type { ItemType } from "../../../db/item-types.ts";
import type { Identifier } from "../../../facts.ts";
import { choiceOf } from "../../decisions/choices.ts";
import { write } from "../tables.ts";

/** Manual match. Remembers what a person picked for this folded query. */
export function saveChoice(db: Db, itemType: ItemType, query: string, chosen: Identifier, now: number): void {
  const values = { kind: chosen.kind, value: chosen.value, chosenAt: now };
  const row = choiceOf.get(db, itemType, query);
  if (row) write.choices.set(db, row, values);
  else write.choices.insert(db, { itemType, query, ...values });
}

/** Forgets what a person picked for this query. */
export function removeChoice(db: Db, itemType: ItemType, query: string): void {
  const row = choiceOf.get(db, itemType, query);
  if (row) write.choices.remove(db, row);
}
