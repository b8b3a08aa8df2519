import type { Db } from "../db/open.ts";
import { statement } from "../db/statement.ts";
import { pathsBelow } from "./exports.ts";

/** An audio file as the last scan found it. */
export interface FileRow {
  id: number;
  path: string;
  sizeBytes: number;
  mtimeMs: number;
  state: "read" | "failed" | "gone";
  error: string | null;
  trackId: number | null;
}

/** What its track lacks: something beside the file may have come since. */
export interface KnownFile extends FileRow {
  /** ms UTC: when it was read, or what lies beside it was last looked at. */
  scannedAt: number;
  lacksLyrics: 0 | 1;
  lacksCover: 0 | 1;
}

export type NewFile = Omit<FileRow, "id">;

const columns =
  "files.id, path, size_bytes AS sizeBytes, mtime_ms AS mtimeMs, state, error, track_id AS trackId";

const byPath = statement<[path: string], KnownFile>(`
  SELECT ${columns}, scanned_at AS scannedAt,
    NOT EXISTS (SELECT 1 FROM lyrics WHERE lyrics.track_id = files.track_id) AS lacksLyrics,
    albums.id IS NOT NULL AND albums.artwork_id IS NULL AS lacksCover
  FROM files LEFT JOIN tracks ON tracks.id = files.track_id LEFT JOIN albums ON albums.id = tracks.album_id
  WHERE path = ?`);
const below = statement<[from: string, to: string], FileRow>(
  `SELECT ${columns} FROM files WHERE path > ? AND path < ? ORDER BY path`,
);
const all = statement<[], FileRow>(`SELECT ${columns} FROM files`);
const ofTrack = statement<[trackId: number], FileRow>(
  `SELECT ${columns} FROM files WHERE track_id = ? ORDER BY path`,
);
const upsert = statement<[string, number, number, string, string | null, number | null, number]>(`
  INSERT INTO files (path, size_bytes, mtime_ms, state, error, track_id, scanned_at)
  VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (path) DO UPDATE SET size_bytes = excluded.size_bytes, mtime_ms = excluded.mtime_ms,
    state = excluded.state, error = excluded.error, scanned_at = excluded.scanned_at,
    track_id = coalesce(excluded.track_id, track_id)`);
const setPath = statement<[path: string, id: number]>(
  "UPDATE files SET path = ?, state = 'read', error = NULL WHERE id = ?",
);
const setState = statement<[state: string, id: number]>("UPDATE files SET state = ? WHERE id = ?");
const setScannedAt = statement<[now: number, id: number]>("UPDATE files SET scanned_at = ? WHERE id = ?");

export function findFile(db: Db, path: string): KnownFile | undefined {
  return byPath(db).get(path);
}

/** In the order of their paths, straight from the index; nothing may be written while it is read. */
export function listFilesBelow(db: Db, folder: string): IterableIterator<FileRow> {
  return below(db).iterate(...pathsBelow(folder));
}

export function listAllFiles(db: Db): IterableIterator<FileRow> {
  return all(db).iterate();
}

export function listFilesOfTrack(db: Db, trackId: number): FileRow[] {
  return ofTrack(db).all(trackId);
}

/** A file that can't be read any more keeps the track it was read as. Within a transaction. */
export function saveFile(db: Db, file: NewFile, now: number): void {
  const { path, sizeBytes, mtimeMs, state, error, trackId } = file;
  upsert(db).run(path, sizeBytes, mtimeMs, state, error, trackId, now);
}

/** The same file under another path. Within a transaction. */
export function moveFile(db: Db, id: number, path: string): void {
  setPath(db).run(path, id);
}

/** Whether the files are there. Tracks stay whatever happens to their files. Within a transaction. */
export function markFiles(db: Db, ids: number[], state: "read" | "gone"): void {
  for (const id of ids) setState(db).run(state, id);
}

/** What lies beside them was looked at. Within a transaction. */
export function markScanned(db: Db, ids: number[], now: number): void {
  for (const id of ids) setScannedAt(db).run(now, id);
}

const placed = statement<[from: string, to: string], { path: string; albumId: number }>(`
  SELECT path, tracks.album_id AS albumId FROM files JOIN tracks ON tracks.id = files.track_id
  WHERE path > ? AND path < ? AND state = 'read' AND tracks.album_id IS NOT NULL`);

/** The files below the folder that are of an album. */
export function listPlacedFiles(db: Db, folder: string): { path: string; albumId: number }[] {
  return placed(db).all(...pathsBelow(folder));
}

const siblingAlbums = statement<[from: string, to: string, titleKey: string], { id: number }>(`
  SELECT DISTINCT albums.id FROM files
  JOIN tracks ON tracks.id = files.track_id
  JOIN albums ON albums.id = tracks.album_id
  WHERE files.path > ? AND files.path < ? AND files.state = 'read' AND albums.title_key = ?`);

/** Albums of this title whose files lie below the folder. */
export function findAlbumsOfFolder(db: Db, folder: string, titleKey: string): number[] {
  return siblingAlbums(db)
    .all(...pathsBelow(folder), titleKey)
    .map(({ id }) => id);
}
