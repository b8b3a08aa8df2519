import { sql } from "drizzle-orm";
import { check, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** How the services fare that are asked, for all processes: when they may be asked, whether they rest, and whether they are believed. */

/** One row an API: when the next request may be sent, whoever sends it. See `sources/gate.ts`. */
export const gates = sqliteTable(
  "gates",
  {
    api: text().primaryKey(),
    /** ms UTC. */
    nextAt: integer("next_at").notNull(),
    /** Why it is further away than the interval: `429, asked to wait 30 s`. */
    reason: text(),
    /** Of an API with a daily budget: the UTC day (days since 1970) that `sent` counts. */
    day: integer(),
    sent: integer().notNull().default(0),
  },
  (t) => [check("gates_next_at", sql`${t.nextAt} >= 0`)],
);

/** Circuit breakers: one row a service and address that has failed lately; none while all is well. See `db/services/breakers.ts`. */
export const circuitBreakers = sqliteTable(
  "circuit_breakers",
  {
    api: text().notNull(),
    /** Its base URL: another address is another service. */
    address: text().notNull(),
    /** Exchanges in a row that failed after all their tries. */
    failures: integer().notNull(),
    /** ms UTC. */
    failedAt: integer("failed_at").notNull(),
    /** ms UTC: open until then; 0 while it is closed. */
    restUntil: integer("rest_until").notNull().default(0),
    /** How long it was opened for the last time. */
    restMs: integer("rest_ms").notNull().default(0),
    /** ms UTC: the lease of whoever tries whether the service is back. */
    probeUntil: integer("probe_until").notNull().default(0),
    /** Over which link it failed: another one may reach it. */
    link: text().notNull(),
    reason: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.api, t.address] })],
);

/** From which addresses what is remembered as absent was heard, for covers and for lyrics: another address is asked anew. */
export const heardFrom = sqliteTable(
  "heard_from",
  {
    part: text({ enum: ["covers", "lyrics"] }).notNull(),
    address: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.part, t.address] })],
);

/** One row a service and address that has said "none" since it last found anything. See `sources/doubt.ts`. */
export const absenceStreaks = sqliteTable(
  "absence_streaks",
  {
    api: text().notNull(),
    address: text().notNull(),
    /** Absences in a row that came as a status. */
    count: integer().notNull(),
    /** ms UTC: when the first of them came. */
    since: integer().notNull(),
    /** ms UTC: when it was last asked for what it had; 0 for never. */
    checkedAt: integer("checked_at").notNull().default(0),
    /** It said that it has nothing of what it had: no absence of it is believed. */
    isDoubted: integer("is_doubted", { mode: "boolean" }).notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.api, t.address] })],
);
