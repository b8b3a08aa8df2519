import { sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { statement } from "../db/statement.ts";

/** A track that lacks artwork, lyrics, or both: one unit of work. */
export interface TrackToEnrich {
  id: number;
  title: string;
  artist: string;
  albumId: number | null;
  album: string | null;
  lengthMs: number | null;
  wantsArtwork: boolean;
  wantsLyrics: boolean;
}

export interface Wanted {
  artwork: boolean;
  lyrics: boolean;
}

type Row = Omit<TrackToEnrich, "wantsArtwork" | "wantsLyrics">;

// The conditions are those of the partial indexes: each list is read by key, and costs what it holds.
const conditions = {
  artwork: "artwork_status = 'unknown'",
  lyrics: "lyrics_status IN ('not_fetched','fetching')",
} as const;

const select = (part: keyof Wanted) =>
  statement<[after: number, limit: number], Row>(`
    SELECT tracks.id, tracks.title, coalesce(tracks.artist_credit, artists.name) AS artist,
      tracks.album_id AS albumId, albums.title AS album, tracks.length_ms AS lengthMs
    FROM (SELECT id FROM tracks WHERE id > ? AND ${conditions[part]} ORDER BY id LIMIT ?) AS wanted
    JOIN tracks ON tracks.id = wanted.id
    JOIN artists ON artists.id = tracks.artist_id
    LEFT JOIN albums ON albums.id = tracks.album_id
    ORDER BY tracks.id`);
const selectArtwork = select("artwork");
const selectLyrics = select("lyrics");

/** The next `limit` tracks after `after`, in order of id: two indexed queries, never the whole library. */
export function nextTracks(db: Db, wanted: Wanted, after: number, limit: number): TrackToEnrich[] {
  const tracks = new Map<number, TrackToEnrich>();
  const add = (row: Row, part: "wantsArtwork" | "wantsLyrics"): void => {
    const track = tracks.get(row.id) ?? { ...row, wantsArtwork: false, wantsLyrics: false };
    tracks.set(row.id, { ...track, [part]: true });
  };
  if (wanted.artwork) for (const row of selectArtwork(db).all(after, limit)) add(row, "wantsArtwork");
  if (wanted.lyrics) for (const row of selectLyrics(db).all(after, limit)) add(row, "wantsLyrics");
  return [...tracks.values()].sort((a, b) => a.id - b.id).slice(0, limit);
}

/** How many tracks lack something; of how many albums the cover, and how many songs' lyrics. From the partial indexes. */
export function countWork(db: Db, wanted: Wanted): { tracks: number; covers: number; lyrics: number } {
  const count = (what: string, ...parts: (keyof Wanted)[]): number => {
    if (!parts.every((part) => wanted[part])) return 0;
    const where = parts.map((part) => conditions[part]).join(" AND ");
    return db.get<{ count: number }>(sql.raw(`SELECT count(${what}) AS count FROM tracks WHERE ${where}`))
      .count;
  };
  const lyrics = count("*", "lyrics");
  // Not a UNION: that would keep a million ids to tell which are in both.
  const tracks = count("*", "artwork") + lyrics - count("*", "artwork", "lyrics");
  return { tracks, covers: count("DISTINCT album_id", "artwork"), lyrics };
}

/** Puts what is believed absent until `until` (ms UTC) at most back on the list. Within a transaction. */
export function reopenAbsent(db: Db, wanted: Wanted, until: number): void {
  const isDue = sql`artwork_status = 'absent' AND coalesce(artwork_retry_at, 0) <= ${until}`;
  if (wanted.artwork) {
    db.run(sql`UPDATE albums SET artwork_status = 'unknown', artwork_retry_at = NULL WHERE ${isDue}`);
    db.run(sql`UPDATE tracks SET artwork_status = 'unknown', artwork_retry_at = NULL WHERE ${isDue}`);
  }
  if (wanted.lyrics) {
    db.run(sql`UPDATE tracks SET lyrics_status = 'not_fetched', lyrics_retry_at = NULL
      WHERE lyrics_status = 'unavailable' AND coalesce(lyrics_retry_at, 0) <= ${until}`);
  }
}
