import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import { pathsBelow } from "../items/files.ts";

/** A file, and the lyrics of its track. */
export interface FileWithLyrics {
  path: string;
  plain: string | null;
  synced: string | null;
  /** ms UTC: since when these are its lyrics. */
  keptSince: number;
}

/** A file, its album, and that album's cover. */
interface FileWithCover {
  path: string;
  albumId: number | null;
  /** Below the library's folder. */
  artworkPath: string | null;
  mediaType: string | null;
  keptSince: number | null;
  /** Nobody but Amazon offers this picture. */
  isOnlyAmazons: 0 | 1;
}

/** So many lyrics are in memory at a time; and no view of the library is kept open while files are written. */
const pageSize = 200;

const withLyrics = statement<[after: string, to: string, limit: number], FileWithLyrics>(`
  SELECT files.path, lyrics.plain, lyrics.synced, fetched_at AS keptSince FROM files CROSS JOIN lyrics ON lyrics.track_id = files.track_id
  WHERE files.path > ? AND files.path < ? AND files.state = 'read' AND NOT lyrics.instrumental
  ORDER BY files.path LIMIT ?`);
const withCover = statement<[from: string, to: string], FileWithCover>(`
  SELECT files.path, tracks.album_id AS albumId, artworks.path AS artworkPath, media_type AS mediaType,
    artworks.created_at AS keptSince, artworks.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM album_covers
      WHERE album_id = albums.id AND album_covers.artwork_id = artworks.id AND album_covers.source <> 'amazon') AS isOnlyAmazons
  FROM files CROSS JOIN tracks ON tracks.id = files.track_id
  LEFT JOIN albums ON albums.id = tracks.album_id
  LEFT JOIN artworks ON artworks.id = albums.artwork_id
  WHERE files.path > ? AND files.path < ? AND files.state = 'read'
  ORDER BY files.path`);

/** In the order of their paths, page by page. */
export function* listFilesWithLyrics(db: Db, folder: string): Generator<FileWithLyrics> {
  const [from, to] = pathsBelow(folder);
  let after = from;
  for (;;) {
    const page = withLyrics(db).all(after, to, pageSize);
    yield* page;
    if (page.length < pageSize) return;
    after = page.at(-1)!.path;
  }
}

/** In the order of their paths; nothing may be written to the library meanwhile. */
export function listFilesWithCovers(db: Db, folder: string): IterableIterator<FileWithCover> {
  return withCover(db).iterate(...pathsBelow(folder));
}
