import type { RowOf } from "../../../db/columns.ts";
import { rowsWhere, type RowQuery } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { statement } from "../../../db/statement.ts";
import { albums } from "../../../db/schema/music.ts";
import { tracks } from "../../../db/schema/releases.ts";
import type { WantedWork } from "../../enrichment/work-list.ts";
import { write } from "../tables.ts";

/** A million rows are not held in memory at once. */
const page = { rest: "LIMIT 1000" };
const covered = ["id", "artworkStatus", "artworkRetryAt"] as const;
const sung = ["id", "lyricsStatus", "lyricsRetryAt"] as const;

/** Two searches of a partial index; one with OR would walk it. */
const coverIsDue = ["artwork_retry_at <= ?", "artwork_retry_at IS NULL AND ? > 0"].map(
  (isDue) => `artwork_status = 'absent' AND ${isDue}`,
);
const lyricsAreDue = ["lyrics_retry_at <= ?", "lyrics_retry_at IS NULL AND ? > 0"].map(
  (isDue) => `lyrics_status = 'unavailable' AND ${isDue} AND lyrics_override IS NULL`,
);
type Due<Row> = RowQuery<[when: number], Row>;
const albumsWhere = (condition: string): Due<Pick<RowOf<typeof albums>, (typeof covered)[number]>> =>
  rowsWhere(albums, condition, { only: covered, ...page });
const tracksWhere = (condition: string): Due<Pick<RowOf<typeof tracks>, (typeof covered)[number]>> =>
  rowsWhere(tracks, condition, { only: covered, ...page });
const songsWhere = (condition: string): Due<Pick<RowOf<typeof tracks>, (typeof sung)[number]>> =>
  rowsWhere(tracks, condition, { only: sung, ...page });

const dueAlbums = coverIsDue.map(albumsWhere);
const dueTracks = coverIsDue.map(tracksWhere);
const dueSongs = lyricsAreDue.map(songsWhere);

const uncovered = { artworkStatus: "unknown", artworkRetryAt: null } as const;
const unsung = { lyricsStatus: "not_fetched", lyricsRetryAt: null } as const;

/** Puts what is believed absent until `until` (ms UTC) at most back on the list. Within a transaction. */
export function reopenAbsent(db: Db, wanted: WantedWork, until: number): void {
  if (wanted.artwork) {
    for (const album of pages(db, dueAlbums, until)) write.albums.set(db, album, uncovered);
    for (const track of pages(db, dueTracks, until)) write.tracks.set(db, track, uncovered);
  }
  if (wanted.lyrics) {
    for (const song of pages(db, dueSongs, until)) write.tracks.set(db, song, unsung);
  }
}

const selectHeard = statement<[part: HeardPart], { address: string }>(
  "SELECT address FROM heard_from WHERE part = ? ORDER BY address",
);
const forgetHeard = statement<[part: HeardPart]>("DELETE FROM heard_from WHERE part = ?");
const noteHeard = statement<[part: HeardPart, address: string]>(
  "INSERT OR IGNORE INTO heard_from (part, address) VALUES (?, ?)",
);
type HeardPart = "covers" | "lyrics";

/**
 * Negative cache key: "they have none" was said at some addresses, and says nothing of another. Where one is asked from now
 * on that was not asked before, all that is known absent goes back on the list. Within a transaction.
 */
export function reopenHeardElsewhere(db: Db, part: HeardPart, addresses: string[]): void {
  const heard = selectHeard(db)
    .all(part)
    .map(({ address }) => address);
  if (heard.length > 0 && addresses.some((address) => !heard.includes(address))) {
    reopenAbsent(db, { artwork: part === "covers", lyrics: part === "lyrics" }, Number.MAX_SAFE_INTEGER);
  }
  if (JSON.stringify(heard) === JSON.stringify([...addresses].sort())) return;
  forgetHeard(db).run(part);
  for (const address of addresses) noteHeard(db).run(part, address);
}

const coverWasHeardLater = "artwork_status = 'absent' AND artwork_retry_at >= ?";
const laterAlbums = [albumsWhere(coverWasHeardLater)];
const laterTracks = [tracksWhere(coverWasHeardLater)];
const laterSongs = [
  songsWhere("lyrics_status = 'unavailable' AND lyrics_retry_at >= ? AND lyrics_override IS NULL"),
];

/** Absences that are believed until `from` (ms UTC) or longer are unknown again: they were no answer. Within a transaction. */
export function takeBackAbsent(db: Db, part: HeardPart, from: number): void {
  if (part === "lyrics") {
    for (const song of pages(db, laterSongs, from)) write.tracks.set(db, song, unsung);
    return;
  }
  for (const album of pages(db, laterAlbums, from)) write.albums.set(db, album, uncovered);
  for (const track of pages(db, laterTracks, from)) write.tracks.set(db, track, uncovered);
}

/** Page after page until none is left: what was written is no longer due. */
function* pages<Row>(db: Db, queries: Due<Row>[], when: number): Generator<Row> {
  for (const query of queries) {
    for (let rows = query.all(db, when); rows.length > 0; rows = query.all(db, when)) yield* rows;
  }
}
