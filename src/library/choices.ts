import { and, eq } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { choices, type ItemType } from "../db/schema/facts.ts";
import type { Identifier } from "../facts.ts";

/** What a person picked for this folded query. */
export function findChoice(db: Db, itemType: ItemType, query: string): Identifier | undefined {
  const row = db
    .select({ kind: choices.kind, value: choices.value })
    .from(choices)
    .where(and(eq(choices.itemType, itemType), eq(choices.query, query)))
    .get();
  return row as Identifier | undefined;
}

export function saveChoice(db: Db, itemType: ItemType, query: string, chosen: Identifier, now: number): void {
  const row = { kind: chosen.kind, value: chosen.value, chosenAt: now };
  db.insert(choices)
    .values({ itemType, query, ...row })
    .onConflictDoUpdate({ target: [choices.itemType, choices.query], set: row })
    .run();
}
