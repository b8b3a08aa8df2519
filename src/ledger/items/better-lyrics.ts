import type { Db } from "../../db/connection.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { ledgerTables } from "../tables.ts";

const told = ["lyrics_status", "lyrics_override", "lyrics_retry_at"];

/** Of two recordings that are one the better lyrics stay: a person's word, then those of files, then those with times. */
export function betterLyrics(db: Db, from: number, into: number): void {
  const [tracks, lyrics] = [ledgerTables.get("tracks")!, ledgerTables.get("lyrics")!];
  const [former, stays] = [tracks.get(db, { id: from })!, tracks.get(db, { id: into })!];
  const [words, own] = [lyrics.get(db, { track_id: from }), lyrics.get(db, { track_id: into })];
  if (rankOf(former, words) <= rankOf(stays, own)) {
    if (words) lyrics.remove(db, words);
    return;
  }
  if (own) lyrics.remove(db, own);
  if (words) {
    lyrics.remove(db, words);
    lyrics.insert(db, { ...words, track_id: into });
  }
  tracks.set(db, stays, Object.fromEntries(told.map((name) => [name, former[name]!])));
}

function rankOf(track: StoredValues, words: StoredValues | undefined): number {
  const isPersons = track["lyrics_override"] !== null;
  const isOfFile = words !== undefined && ["file", "embedded"].includes(String(words["source"]));
  const hasTimes = words !== undefined && words["synced"] !== null;
  return Number(isPersons) * 8 + Number(isOfFile) * 4 + Number(hasTimes) * 2 + Number(words !== undefined);
}
