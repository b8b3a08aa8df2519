import { sep } from "node:path";
import type { Db } from "../../db/connection.ts";
import { rowsBy } from "../../db/rows.ts";
import { files } from "../../db/schema/files.ts";
import { statement } from "../../db/statement.ts";

/** What this reader understands of a file: those that an older one read are read again once. */
export const readerVersion = 2;

/** An audio file as the last scan found it. */
export type FileRow = typeof files.$inferSelect;

const columns = `id, path, size_bytes AS sizeBytes, mtime_ms AS mtimeMs, ctime_ms AS ctimeMs, state,
  missing_since AS missingSince, error, track_id AS trackId, audio_hash AS audioHash, told_by AS toldBy,
  told_title AS title, told_disc AS disc, told_number AS number, told_length_ms AS lengthMs,
  told_release_mbid AS releaseMbid, beside,
  reader_version AS readerVersion, scanned_at AS scannedAt`;

const below = statement<[from: string, to: string], FileRow>(
  `SELECT ${columns} FROM files WHERE path > ? AND path < ? ORDER BY path`,
);
const ofTrack = statement<[trackId: number], FileRow>(
  `SELECT ${columns} FROM files WHERE track_id = ? ORDER BY path`,
  { sorts: "the files of one track" },
);
const rowByPath = rowsBy(files, ["path"]);
// Where more sound the same, their sound tells nothing.
const rowsByHash = rowsBy(files, ["audioHash"], { rest: "LIMIT 20" });

export function findFile(db: Db, path: string): FileRow | undefined {
  return rowByPath.get(db, path);
}

/** Files with this very sound, wherever they are or were. */
export function listFilesOfSound(db: Db, audioHash: string): FileRow[] {
  return rowsByHash.all(db, audioHash);
}

/** Between these two lie all paths below the folder: the second ends in the character after the separator. */
export function pathsBelow(folder: string): [from: string, to: string] {
  const prefix = folder.endsWith(sep) ? folder : folder + sep;
  return [prefix, prefix.slice(0, -1) + String.fromCharCode(sep.charCodeAt(0) + 1)];
}

/** In the order of their paths, straight from the index; nothing may be written while it is read. */
export function listFilesBelow(db: Db, folder: string): IterableIterator<FileRow> {
  return below(db).iterate(...pathsBelow(folder));
}

/** Whether any file was known to be there when it was last looked for. */
export function hasFilesBelow(db: Db, folder: string): boolean {
  for (const { state } of listFilesBelow(db, folder)) if (state !== "missing") return true;
  return false;
}

export function listFilesOfTrack(db: Db, trackId: number): FileRow[] {
  return ofTrack(db).all(trackId);
}

const placed = statement<[from: string, to: string], { path: string; albumId: number }>(`
  SELECT path, tracks.album_id AS albumId FROM files JOIN tracks ON tracks.id = files.track_id
  WHERE path > ? AND path < ? AND state = 'read' AND tracks.album_id IS NOT NULL`);

/** The files below the folder that are of an album. */
export function listPlacedFiles(db: Db, folder: string): { path: string; albumId: number }[] {
  return placed(db).all(...pathsBelow(folder));
}

const albumOfFile = statement<[fileId: number], { id: number }>(`
  SELECT tracks.album_id AS id FROM files CROSS JOIN tracks ON tracks.id = files.track_id
  WHERE files.id = ? AND tracks.album_id IS NOT NULL`);

/** The albums that these files are of, each once. */
export function findAlbumsOfFiles(db: Db, fileIds: readonly number[]): number[] {
  return [...new Set(fileIds.flatMap((id) => albumOfFile(db).get(id)?.id ?? []))];
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
