import { and, desc, eq, gt, sql, type SQL } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { providerRuns, type ItemType } from "../db/schema/facts.ts";

export type ProviderRun = Omit<typeof providerRuns.$inferInsert, "id">;
export type ProviderRunRow = typeof providerRuns.$inferSelect;

/**
 * Remembers a run; the newest of each outcome stays, so that repeating an import adds no rows. One without
 * evidence (a refresh by the item's own identifier) leaves the evidence of the run that found the item.
 */
export function saveRun(db: Db, run: ProviderRun): void {
  db.insert(providerRuns)
    .values(run)
    .onConflictDoUpdate({
      target: [
        providerRuns.importer,
        providerRuns.itemType,
        providerRuns.itemId,
        providerRuns.query,
        providerRuns.provider,
        providerRuns.outcome,
      ],
      set: {
        dataPopulated: run.dataPopulated ?? [],
        errors: run.errors ?? [],
        evidence: run.evidence ?? sql`${providerRuns.evidence}`,
        startedAt: run.startedAt,
        finishedAt: run.finishedAt,
      },
    })
    .run();
}

type Key = Pick<ProviderRunRow, "importer" | "itemType">;

/** The provider's last answer "nothing" about this item (or, with 0, these words), if after `since` (ms UTC). */
export function findAbsentRun(
  db: Db,
  key: Key & { itemId: number; query: string; provider: string; since: number },
): ProviderRunRow | undefined {
  return db
    .select()
    .from(providerRuns)
    .where(
      and(
        eq(providerRuns.importer, key.importer),
        eq(providerRuns.itemType, key.itemType),
        eq(providerRuns.itemId, key.itemId),
        eq(providerRuns.query, key.query),
        eq(providerRuns.provider, key.provider),
        eq(providerRuns.outcome, "absent"),
        gt(providerRuns.finishedAt, key.since),
      ),
    )
    .get();
}

/** The item that an import of these (folded) words ended with. */
export function findByWords(db: Db, key: Key & { query: string }): number[] {
  const found = db
    .select({ itemId: providerRuns.itemId })
    .from(providerRuns)
    .where(
      and(
        eq(providerRuns.importer, key.importer),
        eq(providerRuns.itemType, key.itemType),
        eq(providerRuns.query, key.query),
        eq(providerRuns.outcome, "found"),
      ),
    )
    .orderBy(desc(providerRuns.finishedAt), desc(providerRuns.id))
    .get();
  return found ? [found.itemId] : [];
}

/** Newest first, without the words that led to the item. */
export function listRuns(db: Db, itemType: ItemType, itemId: number): ProviderRunRow[] {
  return db
    .select()
    .from(providerRuns)
    .where(
      and(eq(providerRuns.itemType, itemType), eq(providerRuns.itemId, itemId), eq(providerRuns.query, "")),
    )
    .orderBy(desc(providerRuns.finishedAt), desc(providerRuns.id))
    .all();
}

/** Whether this importer ever found the item at a source, so that more is known than its name. */
export function hasFound(db: Db, key: Key & { itemId: number }): boolean {
  return findRun(db, key, eq(providerRuns.outcome, "found")) !== undefined;
}

function findRun(db: Db, key: Key & { itemId: number }, which: SQL): { id: number } | undefined {
  const ofItem = and(
    eq(providerRuns.importer, key.importer),
    eq(providerRuns.itemType, key.itemType),
    eq(providerRuns.itemId, key.itemId),
  );
  return db.select({ id: providerRuns.id }).from(providerRuns).where(and(ofItem, which)).get();
}
