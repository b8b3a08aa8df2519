import { rowsBy } from "../../db/rows.ts";
import type { Db } from "../../db/connection.ts";
import { lyrics } from "../../db/schema/facts.ts";

export type LyricsRow = typeof lyrics.$inferSelect;

const byTrack = rowsBy(lyrics, ["trackId"]);

export function getLyrics(db: Db, trackId: number): LyricsRow | undefined {
  return byTrack.get(db, trackId);
}
