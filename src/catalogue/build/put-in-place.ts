import { moveDurably } from "../../durable.ts";
import { listStamps, pathOf, removeFile } from "../files.ts";
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
  moveDurably(from, to);
  for (const stamp of listStamps(home)) if (pathOf(home, stamp) !== to) removeIfClosed(pathOf(home, stamp));
}

/** On Windows a file that is open stays until the next build. */
function removeIfClosed(path: string): void {
  try {
    removeFile(path);
  } catch {
    // it is passed over: the newest one serves
  }
}
