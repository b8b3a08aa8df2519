import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { jobStates } from "../job-states.ts";

/** The jobs table. Why these indexes and no others: `src/jobs/README.md`. */

export const jobs = sqliteTable(
  "jobs",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    queue: text().notNull(),
    kind: text().notNull(),
    /** Small JSON: ids and parameters, never data. */
    payload: text().notNull(),
    state: text({ enum: jobStates }).notNull().default("ready"),
    /** Smaller first. */
    priority: integer().notNull().default(0),
    /** ms UTC; counts only while `scheduled`. */
    runAt: integer("run_at").notNull(),
    /** +1 at claim, so that a crash is counted too. */
    attempts: integer().notNull().default(0),
    maxAttempts: integer("max_attempts").notNull().default(12),
    /** How often its worker died while it ran. When that makes it `failed`: `src/jobs/maintenance/verdict.ts`. */
    crashes: integer().notNull().default(0),
    snoozes: integer().notNull().default(0),
    /** While a live job has this key, the same work is not queued twice. */
    uniqueKey: text("unique_key"),
    /** `workers.id` while running. */
    worker: text(),
    cancelAsked: integer("cancel_asked").notNull().default(0),
    /** Whether the running attempt has saved anything yet. */
    hasSaved: integer("has_saved").notNull().default(0),
    /** When a person last gave it to the workers again (ms UTC): crashes before that count no more. */
    retriedAt: integer("retried_at"),
    /** The entry of the ledger that queued it; null for what no command asked for. */
    entryId: integer("entry_id"),
    createdAt: integer("created_at").notNull(),
    startedAt: integer("started_at"),
    finishedAt: integer("finished_at"),
    lastError: text("last_error"),
  },
  (t) => [
    check("jobs_payload", sql`json_valid(payload)`),
    check("jobs_state", sql`state IN ('scheduled','ready','running','done','failed','cancelled')`),
    index("jobs_ready")
      .on(t.queue, t.priority, t.id)
      .where(sql`state = 'ready'`),
    index("jobs_scheduled")
      .on(t.runAt)
      .where(sql`state = 'scheduled'`),
    index("jobs_running")
      .on(t.queue, t.worker)
      .where(sql`state = 'running'`),
    uniqueIndex("jobs_unique")
      .on(t.uniqueKey)
      .where(sql`unique_key IS NOT NULL AND state IN ('scheduled','ready','running')`),
    index("jobs_failed")
      .on(t.finishedAt)
      .where(sql`state = 'failed'`),
    index("jobs_ended_key")
      .on(t.uniqueKey)
      .where(sql`unique_key IS NOT NULL AND state IN ('done','failed','cancelled')`),
  ],
);

/** A process that works jobs, told apart from every other by host, boot, pid and start time. */
export const workers = sqliteTable("workers", {
  id: text().primaryKey(),
  host: text().notNull(),
  bootId: text("boot_id").notNull(),
  pid: integer().notNull(),
  pidStart: text("pid_start").notNull(),
  startedAt: integer("started_at").notNull(),
  /** ms UTC of its last sign of life: for display, and for a library shared between hosts. */
  beatAt: integer("beat_at").notNull(),
  /** When it was told to stop (ms UTC): its death after that is no crash. */
  stoppingAt: integer("stopping_at"),
  /** Since when it takes no new jobs, by SIGTSTP (ms UTC). */
  quietAt: integer("quiet_at"),
});

/** A row while workers are paused: they finish what runs, and claim nothing. */
export const pauses = sqliteTable("pauses", {
  /** `workers`: all of them. */
  name: text().primaryKey(),
  pausedAt: integer("paused_at").notNull(),
});

/** One row for each attempt that did not end `done`; all snoozes of a job, and all its returns, share one. */
export const jobAttempts = sqliteTable(
  "job_attempts",
  {
    jobId: integer("job_id")
      .notNull()
      .references(() => jobs.id, { onDelete: "cascade" }),
    attempt: integer().notNull(),
    startedAt: integer("started_at"),
    endedAt: integer("ended_at").notNull(),
    outcome: text().notNull(),
    error: text(),
    /** How many snoozes or returns the row stands for; the newest is what it says. */
    times: integer().notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.attempt, t.endedAt] })],
);

/** Work of which one library bears only one at a time. The holder is told apart as a worker is. */
export const locks = sqliteTable("locks", {
  name: text().primaryKey(),
  host: text().notNull(),
  bootId: text("boot_id").notNull(),
  pid: integer().notNull(),
  pidStart: text("pid_start").notNull(),
  takenAt: integer("taken_at").notNull(),
  beatAt: integer("beat_at").notNull(),
});
