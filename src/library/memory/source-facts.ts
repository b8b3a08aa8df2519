import { rowsBy } from "../../db/rows.ts";
import type { Db } from "../../db/connection.ts";
import { sourceFacts } from "../../db/schema/facts.ts";

export type SourceFactsRow = typeof sourceFacts.$inferSelect;

const ofAlbum = rowsBy(sourceFacts, ["albumId"], { rest: "ORDER BY source" });

/** What each source said of an album. */
export function listSourceFacts(db: Db, albumId: number): SourceFactsRow[] {
  return ofAlbum.all(db, albumId);
}
