import { statSync } from "node:fs";
import type { Db } from "../../db/connection.ts";

const longBytes = 16 * 1024 * 1024;
const lookMs = 5_000;

/**
 * Checkpoint with TRUNCATE. While somebody reads an old view of the library its log can only grow; returns what gives the disk
 * space back once such a reader has gone. With a reader still there SQLite says "busy", and it is tried again later.
 */
export function createLogShrinker(db: Db, monotonicNow = () => performance.now()): () => void {
  let dueAt = 0;
  return () => {
    if (db.$client.memory || monotonicNow() < dueAt) return;
    dueAt = monotonicNow() + lookMs;
    const bytes = statSync(`${db.$client.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (bytes > longBytes) db.$client.pragma("wal_checkpoint(TRUNCATE)");
  };
}
