import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import { noteOwn, type OwnTable } from "../own-notes.ts";

/**
 * Which runs stand. A run that was taken back has a mark of the undo that did it; that undo notes its marks as changes of the ledger itself,
 * so that whoever takes the undo back, or that again, knows which runs stand then.
 */

type Marked = Exclude<OwnTable, "jobs">;

interface Mark {
  table: Marked;
  /** A command with its jobs; of `--only`, one change. */
  id: number;
  before: number | null;
  now: number | null;
}

const selectNoted = statement<[rootId: number], Mark>(
  `SELECT table_name AS "table", first_id AS id, old ->> 'undone_by' AS before, new ->> 'undone_by' AS now
   FROM ledger_entries AS entries CROSS JOIN ledger_changes AS changes ON entry_id = entries.id
   WHERE root_id = ? AND table_name IN ('ledger_entries','ledger_changes') ORDER BY changes.id DESC`,
  { sorts: "the runs that one undo took back" },
);
const set = {
  ledger_entries: statement<[now: number | null, id: number, before: number | null]>(
    "UPDATE ledger_entries SET undone_by = ? WHERE root_id = ? AND undone_by IS ?",
  ),
  ledger_changes: statement<[now: number | null, id: number, before: number | null]>(
    "UPDATE ledger_changes SET undone_by = ? WHERE id = ? AND undone_by IS ?",
  ),
};
/** Those of an undo of before marks were noted. */
const selectUnnoted = statement<[{ by: number }], Omit<Mark, "before" | "now">>(
  `SELECT 'ledger_entries' AS "table", id FROM ledger_entries WHERE undone_by = @by AND root_id = id
   UNION ALL SELECT 'ledger_changes', id FROM ledger_changes WHERE undone_by = @by`,
  { scans: "once for an undo of an undo" },
);

function mark(db: Db, entryId: number, { table, id, before, now }: Mark): void {
  if (set[table](db).run(now, id, before).changes === 0) return; // another undo had its word since
  noteOwn(db, entryId, { table, id, old: { undone_by: before }, now: { undone_by: now } });
}

/** A run and its jobs, or (`--only`) some of its changes, are taken back by this entry. Within a transaction. */
export const markUndone = (db: Db, by: number, what: Pick<Mark, "table" | "id">): void =>
  mark(db, by, { ...what, before: null, now: by });

/** Runs that a run, itself an undo of an undo, had let stand again are taken back once more: before it is. */
export function markUndoneAgain(db: Db, entryId: number, runId: number): void {
  for (const { table, id, before, now } of selectNoted(db).all(runId))
    if (before !== null) mark(db, entryId, { table, id, before: now, now: before });
}

/** Runs that a run, an undo, had taken back stand again: behind it. */
export function markStanding(db: Db, entryId: number, runId: number): void {
  for (const { table, id, before, now } of selectNoted(db).all(runId))
    if (before === null) mark(db, entryId, { table, id, before: now, now: null });
  for (const unnoted of selectUnnoted(db).all({ by: runId }))
    mark(db, entryId, { ...unnoted, before: runId, now: null });
}
