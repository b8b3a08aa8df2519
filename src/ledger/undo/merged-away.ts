import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { itemRedirect } from "../../library/identity/redirects.ts";
import type { Redirect } from "../items/redirect.ts";
import { itemTypeOf, ledgerTables, tableOfItem } from "../tables.ts";
import { nextRemovalOf, removerOf, setterSince } from "./lives.ts";
import type { Hindrance } from "./hindrance.ts";
import { isMade, type KeptChange } from "./tree.ts";

/**
 * Items that a run made, or brought back, and that are others by now: what hung on them hangs on those, and is no longer this run's alone to take away. An
 * artist is in nobody's way: it is shared, and goes when nobody needs it.
 * @returns a hindrance for each, which names the run that merged them.
 */
export function listMergedAway(db: Db, runId: number, changes: readonly KeptChange[]): Hindrance[] {
  const hindrances: Hindrance[] = [];
  for (const change of changes) {
    const { table: name, firstId, lastId } = change;
    const itemType = itemTypeOf.get(name);
    if (!isMade(change) || itemType === undefined || itemType === "artist") continue;
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
 * Items that a run made others, and what those were is no more, either: a later merge made it another again, or a person removed it. What the
 * first item had is not where the run had put it, and it would come back with nothing.
 * Asked before anything is taken back. @returns a hindrance for each, which names the run that did that.
 */
export function listMergedOn(db: Db, runId: number, changes: readonly KeptChange[]): Hindrance[] {
  return changes.flatMap((change): Hindrance[] => {
    const redirect = redirectedTo(db, change);
    if (!redirect) return [];
    const { itemType, from, into } = redirect;
    if (ledgerTables.get(tableOfItem[itemType])!.get(db, { id: into })) return [];
    const run = removerOf(db, tableOfItem[itemType], into)?.rootId;
    if (run === undefined || run <= runId) return []; // a late job of an earlier run: what it took along comes back from there
    const now = itemRedirect(db, itemType, into);
    const stoodOn = { itemType, id: into };
    if (now !== undefined) return [{ kind: "merged", run, item: stoodOn, into: { itemType, id: now } }];
    // What many share goes when nobody needs it; tracks have their own rule (`listStrandedAgain`).
    if (itemType === "artist" || itemType === "track") return [];
    return [{ kind: "stranded", run, item: { itemType, id: from }, stoodOn }];
  });
}

/**
 * The redirect that a change made, and where it led then: a later merge takes it out, and makes it anew.
 * @returns undefined for a change of another kind
 */
export function redirectedTo(db: Db, change: KeptChange): Redirect | undefined {
  if (!isMade(change) || change.table !== "item_redirects" || change.key === null) return undefined;
  const row = nextRemovalOf(db, change)?.old ?? ledgerTables.get("item_redirects")!.get(db, change.key);
  if (!row) return undefined;
  const { item_type: itemType, from_id: from } = change.key;
  return { itemType: itemType as ItemType, from: Number(from), into: Number(row["to_id"]) };
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
