import { closeSync, fsyncSync, openSync, renameSync } from "node:fs";
import { folderOf, listStamps, pathOf, removeFile } from "../files.ts";
import type { CatalogueDb } from "../open.ts";

/**
 * Atomic replacement. The log goes into the file, the file to the disk, then its name changes: whoever opens a catalogue meets the
 * old one or the new one, whole. Those who have the old one open read on in it.
 */
export function putInPlace(db: CatalogueDb, from: string, to: string, home: string): void {
  db.exec("ANALYZE artists; ANALYZE groups");
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.pragma("journal_mode = DELETE");
  db.close();
  moveDurably(from, to, home);
  for (const stamp of listStamps(home)) if (pathOf(home, stamp) !== to) removeIfClosed(pathOf(home, stamp));
}

/** Its bytes are on the disk before the name is, and the name before this returns. */
export function moveDurably(from: string, to: string, home: string): void {
  sync(from, "r+");
  renameSync(from, to);
  if (process.platform !== "win32") sync(folderOf(home), "r");
}

function sync(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** On Windows a file that is open stays until the next build. */
function removeIfClosed(path: string): void {
  try {
    removeFile(path);
  } catch {
    // it is passed over: the newest one serves
  }
}
