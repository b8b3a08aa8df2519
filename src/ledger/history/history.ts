import type { Db } from "../../db/connection.ts";
import type { ChangeKind } from "../../db/schema/ledger.ts";
import { statement } from "../../db/statement.ts";
import { exitCodes, UserError } from "../../errors.ts";
import { livenessOf, type Identity } from "../../jobs/locks/identity.ts";
import { isOfMusic } from "../own-notes.ts";

/** A command of the past, with what it and its jobs changed (rows of the music). */
export interface PastRun {
  id: number;
  command: string;
  /** ms UTC. */
  startedAt: number;
  /** Null while it runs, and of one whose process was killed: then `outcome` is "interrupted". */
  endedAt: number | null;
  /** An exit code's name (`done`, `not_found` …), `running` or `interrupted`. */
  outcome: string;
  created: number;
  updated: number;
  removed: number;
  undoneBy: number | null;
}

interface Row extends Identity, Omit<PastRun, "outcome"> {
  outcome: string | null;
}

const columns = `entries.id, entries.what AS command, entries.started_at AS startedAt, entries.ended_at AS endedAt,
  entries.outcome, entries.undone_by AS undoneBy, entries.host, entries.boot_id AS bootId, entries.pid, entries.pid_start AS pidStart`;
const sums = `(SELECT sum(tree.created) FROM ledger_entries AS tree WHERE tree.root_id = entries.id) AS created,
  (SELECT sum(tree.updated) FROM ledger_entries AS tree WHERE tree.root_id = entries.id) AS updated,
  (SELECT sum(tree.removed) FROM ledger_entries AS tree WHERE tree.root_id = entries.id) AS removed`;

const selectRuns = statement<[limit: number], Row>(
  `SELECT ${columns}, ${sums} FROM ledger_entries AS entries WHERE kind = 'command' ORDER BY id DESC LIMIT ?`,
  { scans: "a person asked for the list: from the newest on" },
);
const selectRun = statement<[id: number], Row & { kind: "command" | "job"; rootId: number | null }>(
  `SELECT ${columns}, ${sums}, entries.kind, entries.root_id AS rootId FROM ledger_entries AS entries WHERE id = ?`,
);
const selectJobs = statement<[rootId: number], Row & { jobId: number | null }>(
  `SELECT ${columns}, entries.created, entries.updated, entries.removed, entries.job_id AS jobId
   FROM ledger_entries AS entries WHERE root_id = ? AND kind = 'job' ORDER BY id`,
);

/** Commands, newest first; at most `limit`, -1 for all. */
export const listPastRuns = (db: Db, limit: number): PastRun[] => selectRuns(db).all(limit).map(runOf);

/** One entry: a command, or (`kind`) a job of one. */
export function getRun(
  db: Db,
  id: number,
): (PastRun & { kind: "command" | "job"; rootId: number | null }) | undefined {
  const row = selectRun(db).get(id);
  return row && { ...runOf(row), kind: row.kind, rootId: row.rootId };
}

export function noRun(id: number): UserError {
  return new UserError(`there is no run ${id}: it wrote nothing, or is too long ago to be remembered`, {
    hint: "importer history",
    exitCode: exitCodes.notFound,
  });
}

/** The jobs of a command, in the order in which they first wrote. */
export function listRunJobs(db: Db, rootId: number): (PastRun & { jobId: number | null })[] {
  return selectJobs(db)
    .all(rootId)
    .map((row) => ({ ...runOf(row), jobId: row.jobId }));
}

function runOf({
  id,
  command,
  startedAt,
  endedAt,
  created,
  updated,
  removed,
  undoneBy,
  ...row
}: Row): PastRun {
  const outcome = endedAt === null ? stateOf(row) : (row.outcome ?? "done");
  return { id, command, startedAt, endedAt, outcome, created, updated, removed, undoneBy };
}

/** One without an end runs, or was killed. On another host nobody can tell: it is taken to run. */
const stateOf = (identity: Identity): string => (livenessOf(identity) === "dead" ? "interrupted" : "running");

export interface TableChange {
  table: string;
  kind: ChangeKind;
  rows: number;
}

const selectTables = statement<[rootId: number], TableChange>(
  `SELECT table_name AS "table", changes.kind,
     CASE changes.kind WHEN 'created' THEN sum(coalesce(last_id - first_id + 1, 1))
       ELSE count(DISTINCT coalesce(first_id, key)) END AS rows
   FROM ledger_entries AS entries CROSS JOIN ledger_changes AS changes ON entry_id = entries.id
   WHERE root_id = ? AND ${isOfMusic} GROUP BY table_name, changes.kind ORDER BY min(changes.id)`,
  { sorts: "the tables that one command touched" },
);

/** What a command and its jobs changed, a line a table and kind. */
export const listTableChanges = (db: Db, rootId: number): TableChange[] => selectTables(db).all(rootId);
