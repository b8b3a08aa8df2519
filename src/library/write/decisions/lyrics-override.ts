import { rowsBy } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { tracks } from "../../../db/schema/releases.ts";
import { listFilesOfTrack } from "../../items/files.ts";
import { getLyrics } from "../../enrichment/lyrics.ts";
import { saveLyrics, type LyricsFacts } from "../enrichment/lyrics.ts";
import { write } from "../tables.ts";

/** Manual override of a track's lyrics: what a person said stays, whatever scans and searches find later. All within a transaction. */

const trackById = rowsBy(tracks, ["id"], {
  only: ["id", "lyricsStatus", "lyricsRetryAt", "lyricsOverride", "updatedAt"],
});

/** None here, for good. @returns whether that is new. */
export function removeLyrics(db: Db, trackId: number, now: number): boolean {
  const track = trackById.get(db, trackId);
  const known = getLyrics(db, trackId);
  if (known) write.lyrics.remove(db, known);
  if (!track) return false;
  const none = { lyricsStatus: "unavailable", lyricsRetryAt: null, lyricsOverride: "removed" } as const;
  return write.tracks.set(db, track, none, { updatedAt: now });
}

/** These, for good. */
export function replaceLyrics(
  db: Db,
  trackId: number,
  words: Pick<LyricsFacts, "plain" | "synced" | "instrumental">,
  now: number,
): void {
  saveLyrics(db, trackId, { ...words, source: "person", sourceId: null }, now);
  setOverride(db, trackId, "replaced", now);
}

/** Those that there are, for good. @returns whether that is new. */
export function confirmLyrics(db: Db, trackId: number, now: number): boolean {
  return trackById.get(db, trackId)?.lyricsOverride === null && setOverride(db, trackId, "confirmed", now);
}

/**
 * What the sources answered to a person who asked again takes the place of all that was there. Where they have none (believed until
 * `absentUntil`, ms UTC), what is there stays as it was. The next scan reads the track's files again: theirs win over what was fetched.
 */
export function saveRefreshedLyrics(
  db: Db,
  trackId: number,
  answer: { found: LyricsFacts } | { absentUntil: number },
  now: number,
): void {
  if ("found" in answer) saveLyrics(db, trackId, answer.found, now);
  else if (getLyrics(db, trackId)) return;
  setOverride(db, trackId, null, now);
  // The next scan reads its files as if they were new: what they say of it may count now.
  for (const file of listFilesOfTrack(db, trackId)) write.files.set(db, file, { readerVersion: 0 });
  const track = trackById.get(db, trackId);
  if (!track || "found" in answer) return;
  write.tracks.set(db, track, { lyricsStatus: "unavailable", lyricsRetryAt: answer.absentUntil });
}

function setOverride(
  db: Db,
  trackId: number,
  lyricsOverride: "removed" | "replaced" | "confirmed" | null,
  now: number,
): boolean {
  const track = trackById.get(db, trackId);
  return track !== undefined && write.tracks.set(db, track, { lyricsOverride }, { updatedAt: now });
}
