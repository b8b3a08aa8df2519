import type { Db } from "../../db/connection.ts";
import { rowsBy } from "../../db/rows.ts";
import { files } from "../../db/schema/files.ts";
import { statement } from "../../db/statement.ts";
import { pathsBelow } from "../details/exports.ts";
import { write } from "../write/tables.ts";

/** What this reader understands of a file: those that an older one read are read again once. */
export const readerVersion = 2;

/** An audio file as the last scan found it. */
export type FileRow = typeof files.$inferSelect;
type Said = Pick<FileRow, "title" | "disc" | "number" | "lengthMs" | "releaseMbid">;
/** What one that can't be read says of itself stays as it was. */
export type NewFile = Omit<FileRow, "id" | "scannedAt" | "readerVersion" | "missingSince" | keyof Said> &
  Partial<Said>;

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
const rowById = rowsBy(files, ["id"]);
// Where more sound the same, their sound tells nothing.
const rowsByHash = rowsBy(files, ["audioHash"], { rest: "LIMIT 20" });

export function findFile(db: Db, path: string): FileRow | undefined {
  return rowByPath.get(db, path);
}

/** Files with this very sound, wherever they are or were. */
export function listFilesOfSound(db: Db, audioHash: string): FileRow[] {
  return rowsByHash.all(db, audioHash);
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

/**
 * Upsert: of the row `knownId`, which may have had another path, else of the row of this path. A file that can't be read
 * any more keeps the track it was read as. Within a transaction. @returns its id.
 */
export function saveFile(db: Db, file: NewFile, now: number, knownId?: number): number {
  const row = knownId === undefined ? rowByPath.get(db, file.path) : rowById.get(db, knownId);
  const values = { ...file, readerVersion, missingSince: null, scannedAt: now };
  if (!row) return write.files.insert(db, values);
  const { title, disc, number, lengthMs, releaseMbid } = row;
  const said = { title, disc, number, lengthMs, releaseMbid };
  write.files.set(db, row, { ...said, ...values, trackId: file.trackId ?? row.trackId });
  return row.id;
}

/** Not where they were, seen at `now` (ms UTC) first. Their tracks stay. Within a transaction. */
export function markMissing(db: Db, ids: number[], now: number): void {
  for (const id of ids) change(db, id, { state: "missing", missingSince: now });
}

/** Back where they were, as they were. Within a transaction. */
export function markReturned(db: Db, ids: number[]): void {
  for (const id of ids) change(db, id, { state: "read", missingSince: null });
}

/** What lies beside a file was looked at: see `files.beside`. Within a transaction. */
export function markLookedBeside(db: Db, id: number, beside: string | null, now: number): void {
  change(db, id, { beside, scannedAt: now });
}

/** The next scan reads the track's files as if they were new: what they say of it may count now. Within a transaction. */
export function markToRead(db: Db, trackId: number): void {
  for (const { id } of listFilesOfTrack(db, trackId)) change(db, id, { readerVersion: 0 });
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
