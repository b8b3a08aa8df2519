import type { Db } from "../../db/connection.ts";
import { isLibraryFault } from "../../db/faults.ts";
import { throwIfInterrupted } from "../../errors.ts";
import { getTrackToSing } from "../../library/enrichment/work-list.ts";
import { saveRefreshedLyrics } from "../../library/write/decisions/lyrics-override.ts";
import { enrichmentAbsenceTtlMs } from "../config.ts";
import type { LyricsSource } from "./lyrics.ts";

/** A person's question about one item: asked now, whatever is known or was said of it. */
export interface LyricsRefresh {
  db: Db;
  signal: AbortSignal;
  now: () => number;
  transact: <T>(write: () => T) => Promise<T>;
}

/**
 * Cache refresh. Asks the sources, in their order, for the lyrics of one track, and takes a person's override back; where none has
 * any, what is there stays.
 * @throws the first fault of `errors.ts` where nobody has them and somebody could not be asked: then nothing is changed.
 */
export async function refreshLyrics(
  { db, signal, now, transact }: LyricsRefresh,
  sources: LyricsSource[],
  trackId: number,
): Promise<"fetched" | "absent"> {
  const track = getTrackToSing(db, trackId);
  if (!track) return "absent";
  const faults: unknown[] = [];
  for (const source of sources) {
    try {
      const found = await source.findLyrics(track, signal);
      if (!found) continue;
      const facts = { ...found, source: source.name };
      await transact(() => saveRefreshedLyrics(db, trackId, { found: facts }, now()));
      return "fetched";
    } catch (error) {
      throwIfInterrupted(error, signal);
      if (isLibraryFault(error)) throw error;
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  await transact(() =>
    saveRefreshedLyrics(db, trackId, { absentUntil: now() + enrichmentAbsenceTtlMs }, now()),
  );
  return "absent";
}
