import { eq } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { refusals } from "../db/schema/shops.ts";

export type Refusal = Omit<typeof refusals.$inferSelect, "source">;

/** The refusal that still stands: of these credentials, and after `since` (ms UTC). */
export function findRefusal(db: Db, source: string, credentials: string, since: number): Refusal | undefined {
  const row = db.select().from(refusals).where(eq(refusals.source, source)).get();
  return row && row.credentials === credentials && row.refusedAt > since ? row : undefined;
}

export function saveRefusal(db: Db, source: string, refusal: Refusal): void {
  db.insert(refusals)
    .values({ source, ...refusal })
    .onConflictDoUpdate({ target: refusals.source, set: refusal })
    .run();
}

/** A person has done something about it. @returns whether there was one. */
export function forgetRefusal(db: Db, source: string): boolean {
  return db.delete(refusals).where(eq(refusals.source, source)).run().changes > 0;
}
