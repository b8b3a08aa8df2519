import { eq } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { lyrics } from "../db/schema/facts.ts";
import { tracks } from "../db/schema/music.ts";
import { statement } from "../db/statement.ts";

export interface LyricsFacts {
  plain: string | null;
  /** LRC lines. */
  synced: string | null;
  instrumental: boolean;
  source: string;
  sourceId: string | null;
}

export type LyricsRow = typeof lyrics.$inferSelect;

export function getLyrics(db: Db, trackId: number): LyricsRow | undefined {
  return db.select().from(lyrics).where(eq(lyrics.trackId, trackId)).get();
}

// Written once a song: building these anew each time would be a third of what a song costs.
const upsertLyrics = statement<[{ trackId: number; instrumental: 0 | 1; fetchedAt: number } & Words]>(
  `INSERT INTO lyrics (track_id, plain, synced, instrumental, source, source_id, fetched_at)
   VALUES (@trackId, @plain, @synced, @instrumental, @source, @sourceId, @fetchedAt)
   ON CONFLICT (track_id) DO UPDATE SET plain = excluded.plain, synced = excluded.synced,
     instrumental = excluded.instrumental, source = excluded.source, source_id = excluded.source_id,
     fetched_at = excluded.fetched_at`,
);
const markFound = statement<[status: string, now: number, id: number]>(
  "UPDATE tracks SET lyrics_status = ?, lyrics_retry_at = NULL, updated_at = ? WHERE id = ?",
);
const moveStatus = statement<[to: string, id: number, from: string]>(
  "UPDATE tracks SET lyrics_status = ? WHERE id = ? AND lyrics_status = ?",
);
type Words = Omit<LyricsFacts, "instrumental">;

/** The lyrics and the track's status together. Within a transaction. */
export function saveLyrics(db: Db, trackId: number, facts: LyricsFacts, now: number): void {
  const { instrumental, plain, synced, source, sourceId } = facts;
  const words = { plain, synced, source, sourceId };
  upsertLyrics(db).run({ trackId, ...words, instrumental: instrumental ? 1 : 0, fetchedAt: now });
  markFound(db).run(instrumental ? "instrumental" : "available", now, trackId);
}

/** Asked for now. A run that dies here leaves it on the work list. */
export function markLyricsFetching(db: Db, trackIds: number[]): void {
  setStatus(db, trackIds, "not_fetched", "fetching");
}

/** Could not be asked: nothing is known, and the next run asks. */
export function markLyricsNotFetched(db: Db, trackIds: number[]): void {
  setStatus(db, trackIds, "fetching", "not_fetched");
}

/** They answered that there are none: believed until `retryAt` (ms UTC). */
export function markLyricsAbsent(db: Db, trackId: number, retryAt: number): void {
  db.update(tracks)
    .set({ lyricsStatus: "unavailable", lyricsRetryAt: retryAt })
    .where(eq(tracks.id, trackId))
    .run();
}

function setStatus(
  db: Db,
  trackIds: number[],
  from: "not_fetched" | "fetching",
  to: "not_fetched" | "fetching",
): void {
  for (const id of trackIds) moveStatus(db).run(to, id, from);
}
