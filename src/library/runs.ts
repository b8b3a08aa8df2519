import { and, desc, eq, gt } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { providerRuns, type ItemType } from "../db/schema/facts.ts";

export type ProviderRun = Omit<typeof providerRuns.$inferInsert, "id">;
export type ProviderRunRow = typeof providerRuns.$inferSelect;

/** Remembers a run; the newest of each outcome stays, so that repeating an import adds no rows. */
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
        evidence: run.evidence ?? null,
        startedAt: run.startedAt,
        finishedAt: run.finishedAt,
      },
    })
    .run();
}

/** When the provider last answered this query with "nothing", if that was after `since` (ms UTC). */
export function findAbsentRun(
  db: Db,
  key: { importer: ProviderRun["importer"]; query: string; provider: string; since: number },
): ProviderRunRow | undefined {
  return db
    .select()
    .from(providerRuns)
    .where(
      and(
        eq(providerRuns.importer, key.importer),
        eq(providerRuns.itemId, 0),
        eq(providerRuns.query, key.query),
        eq(providerRuns.provider, key.provider),
        eq(providerRuns.outcome, "absent"),
        gt(providerRuns.finishedAt, key.since),
      ),
    )
    .get();
}

/** Newest first. */
export function listRuns(db: Db, itemType: ItemType, itemId: number): ProviderRunRow[] {
  return db
    .select()
    .from(providerRuns)
    .where(and(eq(providerRuns.itemType, itemType), eq(providerRuns.itemId, itemId)))
    .orderBy(desc(providerRuns.finishedAt), desc(providerRuns.id))
    .all();
}

/** Whether this importer ever found the item at a source, so that more is known than its name. */
export function hasFound(
  db: Db,
  key: Pick<ProviderRun, "importer" | "itemType"> & { itemId: number },
): boolean {
  const row = db
    .select({ id: providerRuns.id })
    .from(providerRuns)
    .where(
      and(
        eq(providerRuns.importer, key.importer),
        eq(providerRuns.itemType, key.itemType),
        eq(providerRuns.itemId, key.itemId),
        eq(providerRuns.outcome, "found"),
      ),
    )
    .get();
  return row !== undefined;
}
