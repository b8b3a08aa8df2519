import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import type { ChangeKind } from "../../db/schema/ledger.ts";
import { statement } from "../../db/statement.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { ledgerTables } from "../tables.ts";

/** That another item became this one, or is itself again, by one change. */
export interface MergeStep {
  changeId: number;
  run: number;
  command: string;
  startedAt: number;
  kind: "merged" | "parted";
  otherId: number;
  toId: number;
}

interface RedirectChange {
  changeId: number;
  entryId: number;
  run: number;
  command: string;
  startedAt: number;
  kind: ChangeKind;
  fromId: number;
  /** Where the redirect led that went. */
  toId: number | null;
}

const selectRedirects = statement<[{ itemType: ItemType }], RedirectChange>(
  `SELECT changes.id AS changeId, entry_id AS entryId, coalesce(entries.root_id, entries.id) AS run, entries.what AS command,
     entries.started_at AS startedAt, changes.kind, key ->> 'from_id' AS fromId, old ->> 'to_id' AS toId
   FROM (SELECT * FROM ledger_changes WHERE table_name = 'item_redirects' AND first_id IS NULL AND kind = 'created'
     UNION ALL SELECT * FROM ledger_changes WHERE table_name = 'item_redirects' AND first_id IS NULL AND kind <> 'created') AS changes
   CROSS JOIN ledger_entries AS entries ON entries.id = entry_id
   WHERE key ->> 'item_type' = @itemType ORDER BY changes.id`,
  { sorts: "all merges of one kind of item, for the history of one" },
);

/**
 * Which items became this one, and ceased to be it; of each of them oldest first. What a merged item takes along (others that had become
 * it) came with the merge, and goes with its undo.
 */
export function listMerges(db: Db, itemType: ItemType, id: number): MergeStep[] {
  const redirects = ledgerTables.get("item_redirects")!;
  const byFormerId = new Map<number, RedirectChange[]>();
  for (const change of selectRedirects(db).all({ itemType })) {
    const known = byFormerId.get(change.fromId);
    if (known) known.push(change);
    else byFormerId.set(change.fromId, [change]);
  }
  return [...byFormerId]
    .flatMap(([formerId, changes]) =>
      stepsOf(changes, redirects.get(db, { item_type: itemType, from_id: formerId })),
    )
    .filter(({ toId }) => toId === id);
}

/** Of one former id: all changes of its redirect, oldest first. */
function stepsOf(changes: RedirectChange[], now: StoredValues | undefined): MergeStep[] {
  return changes.flatMap((change, at) => {
    const { changeId, run, command, startedAt, kind, fromId, entryId } = change;
    const isGone = kind === "removed";
    const goes = changes.slice(at).find((each) => each.kind === "removed");
    const toId = goes ? goes.toId : Number(now?.["to_id"]);
    const isLedOn = changes.some((each) => {
      if (each.entryId !== entryId) return false;
      return isGone ? each.kind === "created" : kind === "returned" && each.kind === "removed";
    });
    if (isLedOn || toId === null || Number.isNaN(toId)) return [];
    const step = { changeId, run, command, startedAt, otherId: fromId, toId };
    return [{ ...step, kind: isGone ? "parted" : "merged" } as const];
  });
}
