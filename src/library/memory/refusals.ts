import { rowsBy } from "../../db/rows.ts";
import type { Db } from "../../db/connection.ts";
import { refusals } from "../../db/schema/shops.ts";

export type Refusal = Omit<typeof refusals.$inferSelect, "source">;

export const refusalOf = rowsBy(refusals, ["source"]);

/** The refusal that still stands: of these credentials, and after `since` (ms UTC). */
export function findRefusal(db: Db, source: string, credentials: string, since: number): Refusal | undefined {
  const row = refusalOf.get(db, source);
  return row && row.credentials === credentials && row.refusedAt > since ? row : undefined;
}
