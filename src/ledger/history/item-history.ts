import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import type { ChangeKind } from "../../db/schema/ledger.ts";
import { statement } from "../../db/statement.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { tableOfItem } from "../tables.ts";
import { listMerges, type MergeStep } from "./item-merges.ts";
import { titleThen } from "./last-removal.ts";

/** What one run did to one item. */
export interface ItemStep {
  run: number;
  command: string;
  /** When the run began, ISO 8601. */
  at: string;
  /** `merged`: another item became this one; `parted`: that is itself again. */
  kind: ChangeKind | MergeStep["kind"];
  /** That other item. */
  other?: { id: number; title: string | null };
  /** As stored, field by field; none for one that was new, or came back. */
  fields: { field: string; before: unknown; after: unknown }[];
}

interface Row {
  changeId: number;
  run: number;
  command: string;
  startedAt: number;
  kind: ChangeKind;
  old: string | null;
  new: string | null;
}

const selectSteps = statement<[{ table: string; id: number }], Row>(
  `SELECT changes.id AS changeId, coalesce(entries.root_id, entries.id) AS run, entries.what AS command, entries.started_at AS startedAt,
     changes.kind, old, new
   FROM ledger_changes AS changes JOIN ledger_entries AS entries ON entries.id = entry_id
   WHERE table_name = @table AND first_id <= @id AND last_id >= @id ORDER BY changes.id`,
  { scans: "a person asked for the history of one item", sorts: "the steps of one item" },
);

const isStamp = (field: string): boolean => /_at$|_key$/.test(field);

/** The history of one item: of its own fields, and of what became it; oldest first. */
export function listItemHistory(db: Db, itemType: ItemType, id: number): ItemStep[] {
  const own = selectSteps(db).all({ table: tableOfItem[itemType], id });
  const merges = listMerges(db, itemType, id);
  const rows = [...own, ...merges].sort((one, other) => one.changeId - other.changeId);
  const steps = rows.map((row): ItemStep => {
    const { run, command, kind } = row;
    const about = { run, command, at: new Date(row.startedAt).toISOString(), kind };
    if (!("otherId" in row)) return { ...about, fields: fieldsOf(row) };
    const title = titleThen(db, tableOfItem[itemType], row.otherId) ?? null;
    return { ...about, other: { id: row.otherId, title }, fields: [] };
  });
  // That it was looked at again, and when, is no change.
  return steps.filter(({ kind, fields }) => kind !== "updated" || fields.length > 0);
}

function fieldsOf({ kind, old, new: now }: Row): ItemStep["fields"] {
  const [before, after] = [old, now].map((json) => JSON.parse(json ?? "{}") as StoredValues);
  const changed = kind === "updated" ? Object.keys(before!).filter((field) => !isStamp(field)) : [];
  return changed.map((field) => ({ field, before: before![field], after: after![field] }));
}

/** How an item that is not there any more went: the command that removed it, or whose undoing did. */
export interface Removal {
  run: number;
  command: string;
}

const selectRemoval = statement<[{ table: string; id: number }], Removal>(
  `SELECT coalesce(entries.root_id, entries.id) AS run, entries.what AS command
   FROM ledger_changes AS changes JOIN ledger_entries AS entries ON entries.id = entry_id
   WHERE table_name = @table AND changes.kind = 'removed' AND first_id <= @id AND last_id >= @id
   ORDER BY changes.id DESC LIMIT 1`,
  { scans: "a person asked for an item that is not there", sorts: "the removals of one item" },
);

/** Undefined for an id that never was, or whose removal is no longer remembered. Of one that came back it is of no use. */
export function findRemoval(db: Db, itemType: ItemType, id: number): Removal | undefined {
  return selectRemoval(db).get({ table: tableOfItem[itemType], id });
}
