import { rowsWhere } from "../../db/rows.ts";
import type { Db } from "../../db/open.ts";
import { albums, tracks } from "../../db/schema/music.ts";
import type { Wanted } from "../work-list.ts";
import { write } from "./tables.ts";

/** A million rows are not held in memory at once. */
const page = { rest: "LIMIT 1000" } as const;
const only = ["id", "artworkStatus", "artworkRetryAt"] as const;

const coverIsDue = "artwork_status = 'absent' AND (artwork_retry_at IS NULL OR artwork_retry_at <= ?)";
const dueAlbums = rowsWhere<typeof albums, [until: number], (typeof only)[number]>(albums, coverIsDue, {
  only,
  ...page,
});
const dueTracks = rowsWhere<typeof tracks, [until: number], (typeof only)[number]>(tracks, coverIsDue, {
  only,
  ...page,
});
const dueSongs = rowsWhere<typeof tracks, [until: number], "id" | "lyricsStatus" | "lyricsRetryAt">(
  tracks,
  "lyrics_status = 'unavailable' AND (lyrics_retry_at IS NULL OR lyrics_retry_at <= ?)",
  { only: ["id", "lyricsStatus", "lyricsRetryAt"], ...page },
);

/** Puts what is believed absent until `until` (ms UTC) at most back on the list. Within a transaction. */
export function reopenAbsent(db: Db, wanted: Wanted, until: number): void {
  if (wanted.artwork) {
    const open = { artworkStatus: "unknown", artworkRetryAt: null } as const;
    for (const album of pages(() => dueAlbums.all(db, until))) write.albums.set(db, album, open);
    for (const track of pages(() => dueTracks.all(db, until))) write.tracks.set(db, track, open);
  }
  if (wanted.lyrics) {
    const open = { lyricsStatus: "not_fetched", lyricsRetryAt: null } as const;
    for (const song of pages(() => dueSongs.all(db, until))) write.tracks.set(db, song, open);
  }
}

/** Page after page until none is left: what was written is no longer due. */
function* pages<T>(next: () => T[]): Generator<T> {
  for (let rows = next(); rows.length > 0; rows = next()) yield* rows;
}
