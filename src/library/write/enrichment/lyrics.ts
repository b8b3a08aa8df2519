import { rowsBy, rowsIn } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { tracks } from "../../../db/schema/releases.ts";
import { getLyrics } from "../../enrichment/lyrics.ts";
import { write } from "../tables.ts";

export interface LyricsFacts {
  plain: string | null;
  /** LRC lines. */
  synced: string | null;
  instrumental: boolean;
  source: string;
  sourceId: string | null;
}

const only = ["id", "lyricsStatus", "lyricsRetryAt", "lyricsOverride", "updatedAt"] as const;
const trackById = rowsBy(tracks, ["id"], { only });
const tracksByIds = rowsIn(tracks, "id", { only });

/** The lyrics and the track's status together. Within a transaction. */
export function saveLyrics(db: Db, trackId: number, facts: LyricsFacts, now: number): void {
  const { instrumental, plain, synced, source, sourceId } = facts;
  const values = { plain, synced, instrumental, source, sourceId, fetchedAt: now };
  const known = getLyrics(db, trackId);
  if (known) write.lyrics.set(db, known, values);
  else write.lyrics.insert(db, { trackId, ...values });
  const track = trackById.get(db, trackId);
  if (!track) return;
  const lyricsStatus = instrumental ? "instrumental" : "available";
  write.tracks.set(db, track, { lyricsStatus, lyricsRetryAt: null }, { updatedAt: now });
}

/**
 * What a source answered for a track that still wants it: words that its files, or a person, gave it while the source was asked stay.
 * Within a transaction. @returns whether they were kept.
 */
export function saveFetchedLyrics(db: Db, trackId: number, facts: LyricsFacts, now: number): boolean {
  if (!wantsLyrics(db, trackId)) return false;
  saveLyrics(db, trackId, facts, now);
  return true;
}

/** Asked for now. A run that dies here leaves it on the work list. */
export function markLyricsFetching(db: Db, trackIds: number[]): void {
  setStatus(db, trackIds, "not_fetched", "fetching");
}

/** Could not be asked: nothing is known, and the next run asks. */
export function markLyricsNotFetched(db: Db, trackIds: number[]): void {
  setStatus(db, trackIds, "fetching", "not_fetched");
}

/** Negative cache: they answered that there are none, which is believed until `retryAt` (ms UTC). */
export function markLyricsAbsent(db: Db, trackId: number, retryAt: number): void {
  const track = trackById.get(db, trackId);
  if (!track || !wantsLyrics(db, trackId)) return;
  write.tracks.set(db, track, { lyricsStatus: "unavailable", lyricsRetryAt: retryAt });
}

function wantsLyrics(db: Db, trackId: number): boolean {
  const track = trackById.get(db, trackId);
  return track?.lyricsOverride === null && isOpen(track.lyricsStatus);
}

const isOpen = (status: string): status is Open => status === "not_fetched" || status === "fetching";

type Open = "not_fetched" | "fetching";

function setStatus(db: Db, trackIds: number[], from: Open, to: Open): void {
  const listed = tracksByIds(db, trackIds).filter(({ lyricsStatus }) => lyricsStatus === from);
  for (const track of listed) write.tracks.set(db, track, { lyricsStatus: to });
}
