import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { itemRedirect } from "../../library/identity/redirects.ts";
import { itemTypeOf, ledgerTables } from "../tables.ts";
import { removerOf, setterSince } from "./lives.ts";
import type { Hindrance } from "./hindrance.ts";
import type { KeptChange } from "./tree.ts";

/**
 * Items that a run made and that are others by now: what hung on them hangs on those, and is no longer this run's alone to take away. An
 * artist is in nobody's way: it is shared, and goes when nobody needs it.
 * @returns a hindrance for each, which names the run that merged them.
 */
export function listMergedAway(db: Db, runId: number, changes: readonly KeptChange[]): Hindrance[] {
  const hindrances: Hindrance[] = [];
  for (const { kind, table: name, firstId, lastId } of changes) {
    const itemType = itemTypeOf.get(name);
    if (kind !== "created" || itemType === undefined || itemType === "artist") continue;
    const table = ledgerTables.get(name)!;
    for (let id = firstId!; id <= lastId!; id++) {
      if (table.get(db, { id })) continue;
      const into = itemRedirect(db, itemType, id);
      if (into === undefined) continue;
      const run = removerOf(db, name, id)?.rootId;
      if (run === undefined || run <= runId) continue; // a late job of an earlier run: undone newest first, that one comes after
      hindrances.push({ kind: "merged", run, item: { itemType, id }, into: { itemType, id: into } });
    }
  }
  return hindrances;
}

/**
 * Identifiers that a run moved to another item, and whose values a later one put in another order, since a person chose which is the
 * current one: taken apart, each of the two would have the other's identity.
 * @returns a hindrance for each, which names that later run.
 */
export function listChosenAnew(db: Db, runId: number, changes: readonly KeptChange[]): Hindrance[] {
  return changes.flatMap((change): Hindrance[] => {
    if (change.kind !== "updated" || change.table !== "identifiers" || !("item_id" in change.new!)) return [];
    const run = setterSince(db, change, "value")?.rootId;
    if (run === undefined || run <= runId) return []; // itself; or a late job of an earlier one, which comes after
    const row = ledgerTables.get("identifiers")!.get(db, { id: change.firstId! });
    const item = { itemType: row?.["item_type"] as ItemType, id: Number(change.new!["item_id"]) };
    return [{ kind: "chosen", run, item }];
  });
}
