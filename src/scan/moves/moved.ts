import { existsSync } from "node:fs";
import { basename, extname } from "node:path";
import { listAllFiles, listFilesBelow, markFiles, moveFile, type FileRow } from "../../library/files.ts";
import type { ScanContext } from "../context.ts";
import type { PendingFile, Survey } from "../walk/survey.ts";
import { diskPath } from "../walk/byte-path.ts";
import { isWithin } from "../walk/walk.ts";

export interface Settled {
  moved: number;
  gone: number;
  /** What is left to read. */
  pending: PendingFile[];
}

/** Rows of files that moved follow them; those of files that are no more are marked. Nothing is read for it. */
export async function settleMissing(context: ScanContext, found: Survey): Promise<Settled> {
  const { db } = context;
  const moves = findMoves(context, found);
  const followed = new Set(moves.map(({ row }) => row.id));
  const gone = missingRows(context, found).filter(({ id, state }) => state !== "gone" && !followed.has(id));
  await context.transact(() => {
    for (const { row, file } of moves) moveFile(db, row.id, file.path);
    markFiles(
      db,
      gone.map(({ id }) => id),
      "gone",
    );
    markFiles(db, found.returned, "read");
  });
  const movedTo = new Set(moves.map(({ file }) => file));
  const pending = found.pending.filter((file) => !movedTo.has(file));
  return { moved: moves.length, gone: gone.length, pending };
}

/** Below the folders that were walked, except where nobody could look. */
function missingRows({ db }: ScanContext, { roots, seenIds, unreadable, failed }: Survey): FileRow[] {
  const unseen = (row: FileRow): boolean =>
    !seenIds.has(row.id) &&
    !unreadable.some(({ path }) => isWithin(row.path, path)) &&
    !failed.some(({ path }) => path === row.path);
  return roots.flatMap((root) => [...filter(listFilesBelow(db, root), unseen)]);
}

/** A new file of the size and time of one that is not where it was. One pass over the rows, and only if there is a new file. */
function findMoves({ db }: ScanContext, found: Survey): { row: FileRow; file: PendingFile }[] {
  const arrived = new Map<string, PendingFile[]>();
  for (const file of found.pending) {
    if (!file.known) arrived.set(keyOf(file), [...(arrived.get(keyOf(file)) ?? []), file]);
  }
  if (arrived.size === 0) return [];
  const fits = (row: FileRow): boolean =>
    row.trackId !== null && row.state !== "failed" && !found.seenIds.has(row.id) && arrived.has(keyOf(row));
  const moves: { row: FileRow; file: PendingFile }[] = [];
  for (const row of [...filter(listAllFiles(db), fits)].filter(({ path }) => !existsSync(diskPath(path)))) {
    const files = arrived.get(keyOf(row)) ?? [];
    const named = files.findIndex(({ name }) => name === basename(row.path));
    const [file] = files.splice(Math.max(0, named), 1);
    if (file) moves.push({ row, file });
  }
  return moves;
}

const keyOf = (file: Pick<FileRow, "path" | "sizeBytes" | "mtimeMs">): string =>
  `${file.sizeBytes} ${file.mtimeMs} ${extname(file.path).toLowerCase()}`;

function* filter<T>(rows: Iterable<T>, fits: (row: T) => boolean): Generator<T> {
  for (const row of rows) if (fits(row)) yield row;
}
