import type { Db } from "../../db/connection.ts";
import { writtenEntry } from "../../db/on-behalf.ts";

class RolledBack extends Error {}

/**
 * Runs `write` in one transaction; for a dry run all of it is done, told, and rolled back: what is told is what would be.
 * @returns the run under which it stands in the history; null for a dry run, and where there was nothing to write.
 */
export async function dryRunOf<T>(
  db: Db,
  dryRun: boolean | undefined,
  write: () => T,
): Promise<{ result: T; run: number | null }> {
  const { transact } = await import("../../db/transact.ts");
  let result: T | undefined;
  try {
    await transact(db, () => {
      result = write();
      if (dryRun) throw new RolledBack();
    });
    return { result: result as T, run: writtenEntry(db) ?? null };
  } catch (error) {
    if (error instanceof RolledBack) return { result: result as T, run: null };
    throw error;
  }
}
