import type { Db } from "../db/open.ts";
import { rowsBy } from "../db/rows.ts";
import { files } from "../db/schema/files.ts";
import { statement } from "../db/statement.ts";
import { pathsBelow } from "./exports.ts";
import { write } from "./write/tables.ts";

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
const all = statement<[], FileRow>(`SELECT ${columns} FROM files`, {
  scans: "a scan that looks for files that moved asks for all, row by row",
});
const ofTrack = statement<[trackId: number], FileRow>(
  `SELECT ${columns} FROM files WHERE track_id = ? ORDER BY path`,
  { sorts: "the files of one track" },
);
const rowByPath = rowsBy(files, ["path"]);
const rowById = rowsBy(files, ["id"]);

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

/** Upsert. A file that can't be read any more keeps the track it was read as. Within a transaction. */
export function saveFile(db: Db, file: NewFile, now: number): void {
  const row = rowByPath.get(db, file.path);
  if (!row) write.files.insert(db, { ...file, scannedAt: now });
  else write.files.set(db, row, { ...file, trackId: file.trackId ?? row.trackId, scannedAt: now });
}

/** The same file under another path. Within a transaction. */
export function moveFile(db: Db, id: number, path: string): void {
  change(db, id, { path, state: "read", error: null });
}

/** Whether the files are there. Tracks stay whatever happens to their files. Within a transaction. */
export function markFiles(db: Db, ids: number[], state: "read" | "gone"): void {
  for (const id of ids) change(db, id, { state });
}

/** What lies beside them was looked at. Within a transaction. */
export function markScanned(db: Db, ids: number[], now: number): void {
  for (const id of ids) change(db, id, { scannedAt: now });
}

type Columns = typeof files.$inferSelect;

function change<K extends keyof Columns>(db: Db, id: number, values: Pick<Columns, K>): void {
  const row = rowById.get(db, id);
  if (row) write.files.set(db, row, values);
}

const placed = statement<[from: string, to: string], { path: string; albumId: number }>(`
  SELECT path, tracks.album_id AS albumId FROM files JOIN tracks ON tracks.id = files.track_id
  WHERE path > ? AND path < ? AND state = 'read' AND tracks.album_id IS NOT NULL`);

/** The files below the folder that are of an album. */
export function listPlacedFiles(db: Db, folder: string): { path: string; albumId: number }[] {
  return placed(db).all(...pathsBelow(folder));
}

const siblingAlbums = statement<[titleKey: string, from: string, to: string], { id: number }>(`
  SELECT id FROM albums WHERE title_key = ? AND EXISTS (
    SELECT 1 FROM tracks CROSS JOIN files ON files.track_id = tracks.id
    WHERE tracks.album_id = albums.id AND files.path > ? AND files.path < ? AND files.state = 'read')
  ORDER BY id`);

/** Albums of this title whose files lie below the folder. */
export function findAlbumsOfFolder(db: Db, folder: string, titleKey: string): number[] {
  return siblingAlbums(db)
    .all(titleKey, ...pathsBelow(folder))
    .map(({ id }) => id);
}
