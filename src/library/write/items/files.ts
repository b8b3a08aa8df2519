import type { Db } from "../../../db/connection.ts";
import { rowsBy } from "../../../db/rows.ts";
import { files } from "../../../db/schema/files.ts";
import { findFile, readerVersion, type FileRow } from "../../items/files.ts";
import { write } from "../tables.ts";

type Said = Pick<FileRow, "title" | "disc" | "number" | "lengthMs" | "releaseMbid">;
/** What one that can't be read says of itself stays as it was. */
export type NewFile = Omit<FileRow, "id" | "scannedAt" | "readerVersion" | "missingSince" | keyof Said> &
  Partial<Said>;

const rowById = rowsBy(files, ["id"]);

/**
 * Upsert: of the row `knownId`, which may have had another path, else of the row of this path. A file that can't be read
 * any more keeps the track it was read as. Within a transaction. @returns its id.
 */
export function saveFile(db: Db, file: NewFile, now: number, knownId?: number): number {
  const row = knownId === undefined ? findFile(db, file.path) : rowById.get(db, knownId);
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

function change<K extends keyof FileRow>(db: Db, id: number, values: Pick<FileRow, K>): void {
  const row = rowById.get(db, id);
  if (row) write.files.set(db, row, values);
}
