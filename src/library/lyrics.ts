import { eq } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { lyrics } from "../db/schema/facts.ts";
import { tracks } from "../db/schema/music.ts";

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

/** The lyrics and the track's status together. Within a transaction. */
export function saveLyrics(db: Db, trackId: number, facts: LyricsFacts, now: number): void {
  const row = { ...facts, fetchedAt: now };
  db.insert(lyrics)
    .values({ trackId, ...row })
    .onConflictDoUpdate({ target: lyrics.trackId, set: row })
    .run();
  db.update(tracks)
    .set({
      lyricsStatus: facts.instrumental ? "instrumental" : "available",
      lyricsRetryAt: null,
      updatedAt: now,
    })
    .where(eq(tracks.id, trackId))
    .run();
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
  const update = db.$client.prepare("UPDATE tracks SET lyrics_status = ? WHERE id = ? AND lyrics_status = ?");
  for (const id of trackIds) update.run(to, id, from);
}
