import { rowsWhere, type RowQuery } from "../../db/rows.ts";
import type { Db } from "../../db/open.ts";
import { albums, tracks } from "../../db/schema/music.ts";
import type { Wanted } from "../work-list.ts";
import { write } from "./tables.ts";

/** A million rows are not held in memory at once. */
const page = { rest: "LIMIT 1000" };
const covered = ["id", "artworkStatus", "artworkRetryAt"] as const;
const sung = ["id", "lyricsStatus", "lyricsRetryAt"] as const;

/** Two searches of a partial index; one with OR would walk it. */
const coverIsDue = ["artwork_retry_at <= ?", "artwork_retry_at IS NULL AND ? > 0"].map(
  (isDue) => `artwork_status = 'absent' AND ${isDue}`,
);
const lyricsAreDue = ["lyrics_retry_at <= ?", "lyrics_retry_at IS NULL AND ? > 0"].map(
  (isDue) => `lyrics_status = 'unavailable' AND ${isDue}`,
);
const dueAlbums = coverIsDue.map((isDue) =>
  rowsWhere<typeof albums, [until: number], (typeof covered)[number]>(albums, isDue, {
    only: covered,
    ...page,
  }),
);
const dueTracks = coverIsDue.map((isDue) =>
  rowsWhere<typeof tracks, [until: number], (typeof covered)[number]>(tracks, isDue, {
    only: covered,
    ...page,
  }),
);
const dueSongs = lyricsAreDue.map((isDue) =>
  rowsWhere<typeof tracks, [until: number], (typeof sung)[number]>(tracks, isDue, { only: sung, ...page }),
);

/** Puts what is believed absent until `until` (ms UTC) at most back on the list. Within a transaction. */
export function reopenAbsent(db: Db, wanted: Wanted, until: number): void {
  if (wanted.artwork) {
    const open = { artworkStatus: "unknown", artworkRetryAt: null } as const;
    for (const album of pages(db, dueAlbums, until)) write.albums.set(db, album, open);
    for (const track of pages(db, dueTracks, until)) write.tracks.set(db, track, open);
  }
  if (wanted.lyrics) {
    const open = { lyricsStatus: "not_fetched", lyricsRetryAt: null } as const;
    for (const song of pages(db, dueSongs, until)) write.tracks.set(db, song, open);
  }
}

/** Page after page until none is left: what was written is no longer due. */
function* pages<Row>(db: Db, queries: RowQuery<[until: number], Row>[], until: number): Generator<Row> {
  for (const query of queries) {
    for (let rows = query.all(db, until); rows.length > 0; rows = query.all(db, until)) yield* rows;
  }
}
