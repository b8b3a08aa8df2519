import type { Db } from "../../db/connection.ts";
import { statement, type PlanExcuses } from "../../db/statement.ts";

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

export interface WantedWork {
  artwork: boolean;
  lyrics: boolean;
}

type Row = Omit<TrackToEnrich, "wantsArtwork" | "wantsLyrics">;

// The conditions are those of the partial indexes: each list is read by key, and costs what it holds.
const conditions = {
  artwork: "artwork_status = 'unknown'",
  lyrics: "lyrics_status IN ('not_fetched','fetching')",
} as const;

const described = `tracks.id, tracks.title, coalesce(tracks.artist_credit, artists.name) AS artist,
      tracks.album_id AS albumId, albums.title AS album,
      coalesce((SELECT length_ms FROM release_tracks WHERE track_id = tracks.id AND release_id = owned_release_id LIMIT 1),
        tracks.length_ms) AS lengthMs`;
const withNames = `JOIN artists ON artists.id = tracks.artist_id
    LEFT JOIN albums ON albums.id = tracks.album_id`;

const select = (part: keyof WantedWork) =>
  statement<[after: number, limit: number], Row>(
    `
    SELECT ${described}
    FROM (SELECT id FROM tracks WHERE id > ? AND ${conditions[part]} ORDER BY id LIMIT ?) AS wanted
    JOIN tracks ON tracks.id = wanted.id
    ${withNames}
    ORDER BY tracks.id`,
    { sorts: "one batch" },
  );
const selectArtwork = select("artwork");
const selectLyrics = select("lyrics");

/** The next `limit` tracks after `after`, in order of id: two indexed queries, never the whole library. */
export function nextTracks(db: Db, wanted: WantedWork, after: number, limit: number): TrackToEnrich[] {
  const tracks = new Map<number, TrackToEnrich>();
  const add = (row: Row, part: "wantsArtwork" | "wantsLyrics"): void => {
    const track = tracks.get(row.id) ?? { ...row, wantsArtwork: false, wantsLyrics: false };
    tracks.set(row.id, { ...track, [part]: true });
  };
  if (wanted.artwork) for (const row of selectArtwork(db).all(after, limit)) add(row, "wantsArtwork");
  if (wanted.lyrics) for (const row of selectLyrics(db).all(after, limit)) add(row, "wantsLyrics");
  return [...tracks.values()].sort((a, b) => a.id - b.id).slice(0, limit);
}

const selectOne = statement<[id: number], Row>(
  `SELECT ${described} FROM tracks ${withNames} WHERE tracks.id = ?`,
);

/** One track as if it lacked its lyrics, whatever it has. */
export function getTrackToSing(db: Db, id: number): TrackToEnrich | undefined {
  const row = selectOne(db).get(id);
  return row && { ...row, wantsArtwork: false, wantsLyrics: true };
}

// INDEXED BY: by its statistics SQLite would rather count over a full index of the whole table.
const counting = (what: string, index: string, where: string, excuses: PlanExcuses = {}) =>
  statement<[], { count: number }>(
    `SELECT count(${what}) AS count FROM tracks INDEXED BY ${index} WHERE ${where}`,
    { scans: "the partial index holds what is left to do, and nothing else", ...excuses },
  );
const countArtwork = counting("*", "tracks_artwork_wanted", conditions.artwork);
const countCovers = counting("DISTINCT album_id", "tracks_artwork_wanted", conditions.artwork, {
  sorts: "the albums that lack a cover",
});
const countLyrics = counting("*", "tracks_lyrics_wanted", conditions.lyrics);
const countBoth = counting("*", "tracks_artwork_wanted", `${conditions.artwork} AND ${conditions.lyrics}`);

const selectDoubtful = statement<[], { id: number }>(
  `SELECT id FROM (
     SELECT DISTINCT album_id AS id FROM tracks INDEXED BY tracks_artwork_wanted
     WHERE ${conditions.artwork} AND album_id IS NOT NULL) AS lacking
   WHERE NOT EXISTS (SELECT 1 FROM identifiers
       WHERE item_type = 'album' AND item_id = lacking.id AND kind = 'musicbrainz_release_group')
     OR EXISTS (SELECT 1 FROM releases WHERE album_id = lacking.id AND has_front_cover = 0)
       AND NOT EXISTS (SELECT 1 FROM releases WHERE album_id = lacking.id AND has_front_cover IS NOT 0)
     OR EXISTS (SELECT 1 FROM albums
       WHERE albums.id = lacking.id AND (artwork_id IS NOT NULL OR artwork_status = 'absent'))`,
  {
    scans: "the partial index holds what is left to do, and nothing else",
    sorts: "the albums that lack a cover",
  },
);

/**
 * Albums that lack a cover and have it settled already, no release group to ask by, or only releases without one: of the others it goes
 * without saying that somebody can be asked.
 */
export const listDoubtfulCovers = (db: Db): number[] =>
  selectDoubtful(db)
    .all()
    .map(({ id }) => id);

/** How many tracks lack something; of how many albums the cover, and how many songs' lyrics. From the partial indexes. */
export function countWork(db: Db, wanted: WantedWork): { tracks: number; covers: number; lyrics: number } {
  const count = (counted: typeof countBoth, ...parts: (keyof WantedWork)[]): number =>
    parts.every((part) => wanted[part]) ? counted(db).get()!.count : 0;
  const lyrics = count(countLyrics, "lyrics");
  // Not a UNION: that would keep a million ids to tell which are in both.
  const tracks = count(countArtwork, "artwork") + lyrics - count(countBoth, "artwork", "lyrics");
  return { tracks, covers: count(countCovers, "artwork"), lyrics };
}
