import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import { foldTitle } from "../../matching/text/fold.ts";

/** An audio file of an album, as it says of itself. */
export interface HeldFile {
  id: number;
  path: string;
  trackId: number;
  disc: number | null;
  number: string | null;
  title: string;
  /** Measured; null for one that was read before lengths were kept. */
  lengthMs: number | null;
  /** The edition that its tags name. */
  releaseMbid: string | null;
  /** The file that came before it for the same track, or the same place and title: this is a second copy. */
  duplicateOf: string | null;
}

const select = statement<[albumId: number], Omit<HeldFile, "duplicateOf">>(
  `
  SELECT files.id, path, track_id AS trackId, coalesce(told_disc, tracks.disc) AS disc,
    coalesce(told_number, tracks.number) AS number, coalesce(told_title, tracks.title) AS title,
    told_length_ms AS lengthMs, told_release_mbid AS releaseMbid
  FROM tracks CROSS JOIN files ON files.track_id = tracks.id
  WHERE album_id = ? AND state <> 'missing' ORDER BY files.id`,
  { sorts: "the files of one album" },
);

/** In the order in which they came; the first of each track is its copy, later ones are its duplicates. */
export function listHeldFiles(db: Db, albumId: number): HeldFile[] {
  const [byTrack, byPlace] = [new Map<number, string>(), new Map<string, string>()];
  return select(db)
    .all(albumId)
    .map((file) => {
      const { path, trackId, disc, number, title } = file;
      const place = `${disc ?? 1}.${number} ${foldTitle(title)}`;
      const duplicateOf = byTrack.get(trackId) ?? (number === null ? undefined : byPlace.get(place)) ?? null;
      if (duplicateOf === null) byPlace.set(place, path);
      if (!byTrack.has(trackId)) byTrack.set(trackId, path);
      return { ...file, duplicateOf };
    });
}

/** One copy of the album: without duplicates. */
export const listOwnFiles = (db: Db, albumId: number): HeldFile[] =>
  listHeldFiles(db, albumId).filter(({ duplicateOf }) => duplicateOf === null);
