import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import { isMemory } from "../memory.ts";

const selectTables = statement<[rootId: number], { table: string }>(
  `SELECT DISTINCT table_name AS "table"
   FROM ledger_entries AS entries CROSS JOIN ledger_changes AS changes ON entry_id = entries.id WHERE root_id = ?`,
  { sorts: "the tables that one command touched" },
);
const selectWaiting = statement<[rootId: number], { one: 1 }>(
  `SELECT 1 AS one FROM jobs WHERE state IN ('ready','scheduled','running')
     AND entry_id IN (SELECT id FROM ledger_entries WHERE root_id = ?) LIMIT 1`,
  { scans: "a person asked for it; few jobs are live, and an index would cost every job" },
);
const selectDecided = statement<[rootId: number], { one: 1 }>(
  `SELECT 1 AS one FROM ledger_entries CROSS JOIN review_questions ON decided_by = ledger_entries.id
   WHERE root_id = ? LIMIT 1`,
);

/** Whether a run is in the history for what it asked alone: nothing of it could be taken back, and no job of it is to come. */
export function changedNothing(db: Db, rootId: number): boolean {
  if (
    selectTables(db)
      .all(rootId)
      .some(({ table }) => !isMemory(table))
  )
    return false;
  return !selectWaiting(db).get(rootId) && !selectDecided(db).get(rootId);
}
