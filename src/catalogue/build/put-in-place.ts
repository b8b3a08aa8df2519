import { rmSync } from "node:fs";
import { moveDurably } from "../../durable.ts";
import { downloadsOf, isLeftAlone, listStamps, pathOf, removeBeside, removeFile } from "../files.ts";
import type { CatalogueDb } from "../open.ts";
import { forgetBegun } from "./begun.ts";
import { noteWholeSum } from "../whole-sum.ts";

/** The last writing into the file: its log goes into it, and nothing is beside it any more. */
export function closeWhole(db: CatalogueDb): void {
  db.exec("ANALYZE artists; ANALYZE groups");
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.pragma("journal_mode = DELETE");
  db.close();
}

/**
 * Atomic replacement. The file goes to the disk, then its name changes: whoever opens a catalogue meets the old one or the new one,
 * whole. Those who have the old one open read on in it.
 */
export function putInPlace(from: string, to: string, sum: string): void {
  removeBeside(to);
  moveDurably(from, to);
  noteIfPossible(to, sum);
}

/** What a build leaves nothing of when its file is in place: what it fetched, and the catalogues before. What is newer, or somebody else's, stays. */
export function clearAfter(to: string, home: string): void {
  rmSync(downloadsOf(home), { recursive: true, force: true });
  forgetBegun(home);
  const others = listStamps(home).map((stamp) => pathOf(home, stamp)).filter((path) => path !== to); // prettier-ignore
  for (const path of others) if (!isLeftAlone(path)) removeIfClosed(path);
}

/** Without it a deep look knows less; the file is in its place all the same, though the disk be full. */
function noteIfPossible(path: string, sum: string): void {
  try {
    noteWholeSum(path, sum);
  } catch {
    removeBeside(path); // half a sum would be another one
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
