import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The ledger: who wrote what, so that it can be told and taken back. How it is used: `src/ledger/README.md`. */

export const ledgerEntries = sqliteTable(
  "ledger_entries",
  {
    /** The number of a run, as `importer history` shows it. */
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text({ enum: ["command", "job"] }).notNull(),
    /** As it was typed, without secrets; of a job its kind and payload. */
    what: text().notNull(),
    /** Of a job: the entry that queued it; null for what no command asked for. */
    parentId: integer("parent_id"),
    /** The command at the top of it; its own id for such a one. */
    rootId: integer("root_id"),
    jobId: integer("job_id"),
    /** The schema it wrote (drizzle's stamp): changes that a later one can't map are sealed. */
    schemaVersion: integer("schema_version").notNull(),
    host: text().notNull(),
    bootId: text("boot_id").notNull(),
    pid: integer().notNull(),
    pidStart: text("pid_start").notNull(),
    /** ms UTC. */
    startedAt: integer("started_at").notNull(),
    /** ms UTC. Null while it runs, and for ever when its process was killed. */
    endedAt: integer("ended_at"),
    outcome: text(),
    /** Rows of the music. */
    created: integer().notNull().default(0),
    updated: integer().notNull().default(0),
    removed: integer().notNull().default(0),
    /** The entry that took it back. */
    undoneBy: integer("undone_by"),
  },
  (t) => [index("ledger_entries_root").on(t.rootId)],
);

/** `returned`: one that had gone came back, by an undo. */
export const changeKinds = ["created", "updated", "removed", "returned"] as const;
export type ChangeKind = (typeof changeKinds)[number];

export const ledgerChanges = sqliteTable(
  "ledger_changes",
  {
    /** In the order in which they were written. */
    id: integer().primaryKey({ autoIncrement: true }),
    entryId: integer("entry_id").notNull(),
    kind: text({ enum: changeKinds }).notNull(),
    tableName: text("table_name").notNull(),
    /** Of `created` the first id of a range; else the row's. Null where the key is no number. */
    firstId: integer("first_id"),
    lastId: integer("last_id"),
    /** The key of a row whose key is no number, as JSON. */
    key: text(),
    /** As stored, by the names of the columns: what the changed ones held, or the whole row that went. */
    old: text(),
    /** What the changed ones hold since. */
    new: text(),
    /** The undo that took this one back and not its whole entry (`--only`). */
    undoneBy: integer("undone_by"),
  },
  (t) => [
    index("ledger_changes_entry").on(t.entryId),
    // Who made a row, and what happened to it since: new rows are few ranges, apart from the others.
    index("ledger_changes_made")
      .on(t.tableName, t.firstId, t.key)
      .where(sql`kind = 'created'`),
    index("ledger_changes_row")
      .on(t.tableName, t.firstId, t.key)
      .where(sql`kind <> 'created'`),
  ],
);
