import { existsSync } from "node:fs";
import { resolve } from "node:path";
import PQueue from "p-queue";
import { hasFilesBelow } from "../library/items/files.ts";
import { isUnwantedFile, wantFilesAgain } from "../library/write/decisions/wanted.ts";
import type { ScanContext } from "./context.ts";
import { createFollower } from "./moves/follow.ts";
import { findMissing, isSuspicious, settleMissingFiles, withoutMoved } from "./moves/missing.ts";
import { readFileTags, type ReadFile } from "./reading/read-file.ts";
import { emptyResult, type ScanResult } from "./result.ts";
import { lookAgain } from "./saving/look-again.ts";
import { saveRead } from "./saving/save-read.ts";
import { albumFolderOf } from "./walk/album-folder.ts";
import { resolveFolder } from "./walk/resolve-folder.ts";
import { emptySurvey, survey, type PendingFile, type Survey } from "./walk/survey.ts";

export interface ScanOptions {
  /** Says what would be new, changed, moved and missing, and writes nothing. */
  dryRun?: boolean;
  /** Most of the files are gone, and that is meant. */
  gone?: boolean;
  /** Files of what a person removed are wanted again. */
  again?: boolean;
}

/** Reading is half waiting for the disk, half parsing on the one thread: more at once gains nothing. */
const filesAtOnce = 4;
/** Files read before they are saved, more or less: what lies in one folder stays together. */
const chunkSize = 500;

/**
 * Brings the library up to date with the audio files below a folder. First all of them are looked at, then those
 * that are new or changed are read and saved, folder after folder; what is missing at the end is marked. Stopping
 * keeps what was saved.
 * @throws UserError for a folder that is not there.
 */
export async function scan(
  given: ScanContext,
  folder: string,
  options: ScanOptions = {},
): Promise<ScanResult> {
  const startedAt = performance.now();
  // Everything is dated from the beginning: what is put beside a file after the walk is news to the next scan.
  const beganAt = given.now();
  const context = { ...given, now: () => beganAt };
  const { root, isThere } = await resolveRoot(given.db, folder);
  const result = { ...emptyResult(root), dryRun: options.dryRun ?? false };
  const end = (): ScanResult => ({ ...result, durationMs: Math.round(performance.now() - startedAt) });
  const found = isThere ? await untilStopped(() => survey(context, root)) : emptySurvey(root);
  if (!found) return { ...end(), interrupted: true, left: null };
  const pending = await withoutUnwanted(context, root, found.pending, options);
  const notWanted = found.pending.length - pending.length;
  Object.assign(result, told(found), { left: pending.length, ...(notWanted > 0 && { notWanted }) });
  const unseen = findMissing(context.db, found);
  const followed = await readAll(context, result, pending);
  if (context.signal?.aborted) return { ...end(), interrupted: true };
  const missing = withoutMoved(unseen, followed);
  const isHeldBack = isSuspicious(missing) && !options.gone;
  Object.assign(result, {
    gone: isHeldBack ? 0 : missing.ids.length,
    heldBack: isHeldBack ? missing.ids.length : 0,
  });
  if (options.dryRun) return { ...end(), left: 0 };
  await settleMissingFiles(context, isHeldBack ? [] : missing.ids, found.returned);
  const isThrough = await lookAgain(context, result, found.lacking);
  result.interrupted = result.left !== 0 || !isThrough;
  return end();
}

/** Files of what a person removed are left alone, until they are wanted again. */
async function withoutUnwanted(
  { db, transact }: ScanContext,
  root: string,
  pending: PendingFile[],
  { again, dryRun }: ScanOptions,
): Promise<PendingFile[]> {
  if (again && !dryRun) await transact(() => wantFilesAgain(db, root));
  return again ? pending : pending.filter(({ path, known }) => known || !isUnwantedFile(db, path));
}

/** A folder that is gone is none to scan, unless the library knows files in it: then it may be a disk that is not there. */
async function resolveRoot(
  db: ScanContext["db"],
  folder: string,
): Promise<{ root: string; isThere: boolean }> {
  try {
    return { root: await resolveFolder(folder), isThere: true };
  } catch (error) {
    const root = resolve(folder);
    if (existsSync(root) || !hasFilesBelow(db, root)) throw error;
    return { root, isThere: false };
  }
}

const told = ({ seen, unchanged, failed, unreadable }: Survey) => ({
  seen,
  unchanged,
  failed: [...failed],
  unreadableFolders: unreadable,
});

async function untilStopped<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && ["InterruptedError", "AbortError"].includes(error.name)) return undefined;
    throw error;
  }
}

/** Reads and saves a chunk at a time, and counts in `result`. @returns the rows of files that moved. */
async function readAll(
  context: ScanContext,
  result: ScanResult,
  pending: PendingFile[],
): Promise<ReadonlySet<number>> {
  const queue = new PQueue({ concurrency: filesAtOnce });
  const follower = createFollower(context.db);
  let read = 0;
  let failed = 0;
  const announce = (): void => {
    const counts = { seen: result.seen, read, total: pending.length, failed };
    context.events.emit("scan-progress", { phase: "reading", ...counts });
  };
  const readNext = async (file: PendingFile) => {
    if (context.signal?.aborted) return undefined;
    const done = await readFileTags(file);
    read++;
    if (done.outcome === "failed") failed++;
    announce();
    return done;
  };
  announce();
  for (const chunk of chunksOf(pending)) {
    if (context.signal?.aborted) break;
    const reads = await queue.addAll(chunk.map((file) => () => readNext(file)));
    const done = reads.filter((each) => each !== undefined);
    const moved = follower.follow(done);
    countReads(result, done, moved);
    if (!result.dryRun)
      await saveRead(context, done, result, (saved) => (result.left = (result.left ?? 0) - saved));
    announce();
  }
  return follower.followed;
}

/** A file that moved is no changed one, whatever became of its tags on the way. */
function countReads(result: ScanResult, reads: ReadFile[], moved: number): void {
  const tagged = reads.filter((each) => each.outcome === "read");
  const known = tagged.filter(({ file }) => file.known !== undefined).length;
  result.moved += moved;
  result.changed += known - moved;
  result.new += tagged.length - known;
  result.fromPath += tagged.filter(({ tags }) => tags.toldBy === "path").length;
  for (const each of reads) {
    if (each.outcome === "failed") result.failed.push({ path: each.file.path, reason: each.reason });
  }
}

/** Whole albums' folders, about `chunkSize` files together. */
function* chunksOf(files: PendingFile[]): Generator<PendingFile[]> {
  let chunk: PendingFile[] = [];
  for (const file of files) {
    const last = chunk.at(-1);
    const isNext = last && albumFolderOf(last.folder.path) !== albumFolderOf(file.folder.path);
    if (isNext && chunk.length >= chunkSize) {
      yield chunk;
      chunk = [];
    }
    chunk.push(file);
  }
  if (chunk.length > 0) yield chunk;
}
