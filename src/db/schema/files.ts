import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { tracks } from "./releases.ts";

/** Audio files that `importer scan` has read. */
export const files = sqliteTable(
  "files",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    /** Absolute; bytes that are no UTF-8 are escaped: `dir\xff`. */
    path: text().notNull(),
    sizeBytes: integer("size_bytes").notNull(),
    mtimeMs: integer("mtime_ms").notNull(),
    /** Another one makes the file be read again, no more. Null in what 0.1 read. */
    ctimeMs: integer("ctime_ms"),
    state: text({ enum: ["read", "failed", "missing"] }).notNull(),
    /** ms UTC: when a scan first did not find it. */
    missingSince: integer("missing_since"),
    /** Why it could not be read. */
    error: text(),
    trackId: integer("track_id").references(() => tracks.id, { onDelete: "set null" }),
    /** Content hash of its sound alone; null is unknown, and equal to nothing. */
    audioHash: text("audio_hash"),
    /** `path`: it has no tags, and its folders and name told what it is. */
    toldBy: text("told_by", { enum: ["tags", "path"] }),
    /** What it says of itself, whatever its track turned out to be; null in what was read before this was kept. */
    title: text("told_title"),
    disc: integer("told_disc"),
    number: text("told_number"),
    lengthMs: integer("told_length_ms"),
    releaseMbid: text("told_release_mbid"),
    /** What lay beside it when it was last looked at: covers and lyrics, by name, size and time. */
    beside: text(),
    /** Which version of the reader read it; older ones are read again once. */
    readerVersion: integer("reader_version").notNull().default(1),
    scannedAt: integer("scanned_at").notNull(),
  },
  (t) => [
    uniqueIndex("files_path").on(t.path),
    index("files_track").on(t.trackId),
    index("files_audio_hash").on(t.audioHash),
  ],
);
