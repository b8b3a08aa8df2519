import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { tracks } from "./music.ts";

/** Audio files that `importer scan` has read; moved and deleted ones are noticed by path, size and time. */
export const files = sqliteTable(
  "files",
  {
    id: integer().primaryKey(),
    /** Absolute. */
    path: text().notNull(),
    sizeBytes: integer("size_bytes").notNull(),
    mtimeMs: integer("mtime_ms").notNull(),
    state: text({ enum: ["read", "failed", "gone"] }).notNull(),
    /** Why it could not be read. */
    error: text(),
    trackId: integer("track_id").references(() => tracks.id, { onDelete: "set null" }),
    scannedAt: integer("scanned_at").notNull(),
  },
  (t) => [uniqueIndex("files_path").on(t.path), index("files_track").on(t.trackId)],
);
