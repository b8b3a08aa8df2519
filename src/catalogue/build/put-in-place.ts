import { moveDurably } from "../../durable.ts";
import { isLeftAlone, listStamps, pathOf, removeBeside, removeFile } from "../files.ts";
import type { CatalogueDb } from "../open.ts";
import { noteWholeSum } from "../whole-sum.ts";

/**
 * Atomic replacement. The log goes into the file, the file to the disk, then its name changes: whoever opens a catalogue meets the
 * old one or the new one, whole. Those who have the old one open read on in it. What is newer, or somebody else's, stays.
 */
export async function putInPlace(db: CatalogueDb, from: string, to: string, home: string): Promise<void> {
  db.exec("ANALYZE artists; ANALYZE groups");
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.pragma("journal_mode = DELETE");
  db.close();
  removeBeside(to);
  moveDurably(from, to);
  await noteWholeSum(to);
  const others = listStamps(home).map((stamp) => pathOf(home, stamp)).filter((path) => path !== to); // prettier-ignore
  for (const path of others) if (!isLeftAlone(path)) removeIfClosed(path);
}

/** On Windows a file that is open stays until the next build. */
function removeIfClosed(path: string): void {
  try {
    removeFile(path);
  } catch {
    // it is passed over: the newest one serves
  }
}
