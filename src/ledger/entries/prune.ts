import { rmSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import { transact } from "../../db/transact.ts";

/** What is remembered at the least, and at the most. */
const keptMs = 90 * 24 * 3_600_000;
const keptCommands = 100;
const mostOfLibrary = 1 / 4;
const atOnce = 50;

const selectKeptFrom = statement<[offset: number], { id: number }>(
  "SELECT id FROM ledger_entries WHERE kind = 'command' ORDER BY id DESC LIMIT 1 OFFSET ?",
  { scans: "from the newest down to the last that is kept in any case" },
);
const selectOldest = statement<[before: number, startedBefore: number, limit: number], { id: number }>(
  `SELECT id FROM ledger_entries WHERE id < ? AND id = root_id AND started_at < ? ORDER BY id LIMIT ?`,
);
const selectGone = statement<[rootId: number], { path: string }>(
  `SELECT old ->> 'path' AS path FROM ledger_entries AS entries CROSS JOIN ledger_changes AS changes ON entry_id = entries.id
   WHERE root_id = ? AND changes.kind IN ('removed') AND table_name = 'artworks'`,
);
const selectPath = statement<[path: string], { one: 1 }>("SELECT 1 AS one FROM artworks WHERE path = ?", {
  scans: "once for a cover that nobody can bring back any more",
});
const deleteChanges = statement<[rootId: number]>(
  "DELETE FROM ledger_changes WHERE entry_id IN (SELECT id FROM ledger_entries WHERE root_id = ?)",
);
const deleteEntries = statement<[rootId: number]>("DELETE FROM ledger_entries WHERE root_id = ?");
const selectSizes = statement<[], { ledger: number; all: number }>(
  `SELECT (SELECT coalesce(sum(pgsize), 0) FROM dbstat
     WHERE aggregate = TRUE AND name IN ('ledger_changes','ledger_changes_entry','ledger_changes_made','ledger_changes_row','ledger_entries')) AS ledger,
   (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size) AS "all"`,
);

/**
 * Forgets the oldest runs: what is older than 90 days, and more while all that is remembered takes more than a quarter of the library;
 * the last hundred commands are kept in any case. The files of covers that went in them go as well. @returns how many runs went.
 */
export async function pruneLedger(db: Db, now: number): Promise<number> {
  const keptFrom = selectKeptFrom(db).get(keptCommands - 1)?.id ?? 0;
  let pruned = 0;
  for (;;) {
    const { ledger, all } = selectSizes(db).get()!;
    const isLarge = ledger > all * mostOfLibrary;
    const startedBefore = isLarge ? Number.MAX_SAFE_INTEGER : now - keptMs;
    const covers: string[] = [];
    const gone = await transact(db, () => {
      const oldest = selectOldest(db).all(keptFrom, startedBefore, atOnce);
      for (const { id } of oldest) covers.push(...forget(db, id));
      return oldest.length;
    });
    for (const path of covers) removeCover(db, path);
    pruned += gone;
    if (gone < atOnce) return pruned;
  }
}

function forget(db: Db, rootId: number): string[] {
  const paths = selectGone(db).all(rootId);
  deleteChanges(db).run(rootId);
  deleteEntries(db).run(rootId);
  return paths.map(({ path }) => path);
}

/** Below the library's own folder, and of no other row. */
function removeCover(db: Db, path: string): void {
  const isWithin = /^artwork[\\/]/.test(normalize(path));
  if (isWithin && !selectPath(db).get(path)) rmSync(join(dirname(db.$client.name), path), { force: true });
}
