import { realpath, stat } from "node:fs/promises";
import PQueue from "p-queue";
import { exitCodes, messageOf, UserError } from "../errors.ts";
import type { NewArtwork } from "../library/artworks.ts";
import { saveFile } from "../library/files.ts";
import type { ScanContext } from "./context.ts";
import { albumFolderOf, groupByAlbum, type AlbumGroup, type TaggedFile } from "./group.ts";
import { settleMissing } from "./moved.ts";
import { readFileTags, type ReadFile } from "./read-file.ts";
import { saveGroup, type SavedGroup } from "./save-group.ts";
import { survey, type PendingFile, type Survey } from "./survey.ts";
import { findCover, lacksCover, takeCover } from "./take-cover.ts";
import { findLyrics, takeLyrics } from "./take-lyrics.ts";
import type { Failure } from "./walk.ts";

export interface ScanResult {
  folder: string;
  /** Audio files that are there. */
  seen: number;
  new: number;
  changed: number;
  unchanged: number;
  moved: number;
  gone: number;
  /** Files that told nothing, and why. */
  failed: Failure[];
  unreadableFolders: Failure[];
  albumsCreated: number;
  tracksCreated: number;
  artistsCreated: number;
  covers: number;
  lyrics: number;
  /** Pictures that are no covers. */
  refusedImages: Failure[];
  interrupted: boolean;
  /** Files that were not read for it; null when they were not counted yet. */
  left: number | null;
  durationMs: number;
}

/** Reading is half waiting for the disk, half parsing on the one thread: more at once gains nothing. */
const filesAtOnce = 4;
/**
 * Files saved in one transaction, more or less: what lies in one folder stays together. With 48, waiting for the
 * disk at each commit took most of the time (958 files/s, measured).
 */
const chunkSize = 200;

/**
 * Brings the library up to date with the audio files below a folder. First all of them are looked at, then those
 * that are new or changed are read and saved, folder after folder. Stopping keeps what was saved.
 * @throws UserError for a folder that is not there.
 */
export async function scan(context: ScanContext, folder: string): Promise<ScanResult> {
  const startedAt = performance.now();
  const root = await resolveFolder(folder);
  const result = emptyResult(root);
  const end = (): ScanResult => ({ ...result, durationMs: Math.round(performance.now() - startedAt) });
  const found = await untilStopped(() => survey(context, root));
  if (!found) return { ...end(), interrupted: true, left: null };
  const { pending, moved, gone } = await settleMissing(context, found);
  Object.assign(result, { moved, gone, ...told(found), left: pending.length });
  const reading = createReading(context, result, pending.length);
  for (const chunk of chunksOf(pending)) {
    if (context.signal?.aborted) break;
    await reading.take(chunk);
  }
  result.interrupted = result.left !== 0;
  return end();
}

const told = ({ seen, unchanged, failed, unreadable }: Survey) => ({
  ...{ seen, unchanged, failed: [...failed], unreadableFolders: unreadable },
});

async function untilStopped<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && ["InterruptedError", "AbortError"].includes(error.name)) return undefined;
    throw error;
  }
}

/** Its real path: what the library knows files by. */
export async function resolveFolder(folder: string): Promise<string> {
  try {
    const path = await realpath(folder);
    if ((await stat(path)).isDirectory()) return path;
  } catch (cause) {
    throw new UserError(`there is no folder "${folder}" (${messageOf(cause)})`, {
      hint: "for instance: importer scan ~/Music",
      exitCode: exitCodes.notFound,
      cause,
    });
  }
  throw new UserError(`"${folder}" is a file`, { hint: "give the folder in which it lies" });
}

/** Reads and saves a chunk at a time, and counts in `result`. */
function createReading(context: ScanContext, result: ScanResult, total: number) {
  const queue = new PQueue({ concurrency: filesAtOnce });
  const announce = (): void => {
    const [seen, failed, left] = [result.seen, result.failed.length, result.left ?? 0];
    context.events.emit("scan-progress", { phase: "reading", seen, read: total - left, total, failed });
  };
  announce();
  return {
    async take(chunk: PendingFile[]): Promise<void> {
      const reads = await Promise.all(
        chunk.map((file) =>
          queue.add(async () => (context.signal?.aborted ? undefined : readFileTags(file))),
        ),
      );
      const done = reads.filter((read) => read !== undefined);
      await save(context, done, result);
      result.left = (result.left ?? 0) - done.length;
      announce();
    },
  };
}

/** All that was read goes into one transaction, its covers too: a file is not read again for one that was missed. */
async function save(context: ScanContext, reads: ReadFile[], result: ScanResult): Promise<void> {
  const tagged = reads.filter((read) => read.outcome === "read");
  const failures = reads.filter((read) => read.outcome === "failed");
  const folders = groupByFolder(tagged).map(groupByAlbum);
  const covers = new Map<AlbumGroup, NewArtwork | undefined>();
  for (const groups of folders) {
    const options = { isMixedFolder: groups.length > 1, refused: result.refusedImages };
    for (const group of groups.filter((each) => lacksCover(context.db, each))) {
      covers.set(group, await findCover(context.home, group, options));
    }
  }
  const lyrics = new Map<TaggedFile, Awaited<ReturnType<typeof findLyrics>>>();
  for (const each of tagged) lyrics.set(each, await findLyrics(each));
  const saved = await context.transact(() => {
    for (const { file, reason } of failures) saveFailure(context, file, reason);
    const groups = folders.flat().map((group) => saveGroup(context, group));
    const covered = groups.filter((each) => takeCover(context, each, covers.get(each.group)));
    const tracks = groups.flatMap(({ tracks }) => tracks);
    const sung = tracks.filter((each) => takeLyrics(context, each.trackId, lyrics.get(each.tagged) ?? []));
    return { groups, covers: covered.length, lyrics: sung.length };
  });
  result.covers += saved.covers;
  result.lyrics += saved.lyrics;
  count(result, saved.groups, failures);
}

function count(
  result: ScanResult,
  groups: SavedGroup[],
  failures: { file: PendingFile; reason: string }[],
): void {
  result.failed.push(...failures.map(({ file: { path }, reason }) => ({ path, reason })));
  for (const { tracks, created } of groups) {
    const changed = tracks.filter(({ tagged }) => tagged.file.known !== undefined).length;
    result.changed += changed;
    result.new += tracks.length - changed;
    result.albumsCreated += created.albums;
    result.tracksCreated += created.tracks;
    result.artistsCreated += created.artists;
  }
}

function saveFailure({ db, now }: ScanContext, file: PendingFile, error: string): void {
  const { path, sizeBytes, mtimeMs } = file;
  saveFile(db, { path, sizeBytes, mtimeMs, state: "failed", error, trackId: null }, now());
}

function groupByFolder(files: TaggedFile[]): TaggedFile[][] {
  const folders = new Map<string, TaggedFile[]>();
  for (const tagged of files) {
    const folder = albumFolderOf(tagged.file.folder.path);
    folders.set(folder, [...(folders.get(folder) ?? []), tagged]);
  }
  return [...folders.values()];
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

const emptyResult = (folder: string): ScanResult => ({
  ...{
    folder,
    seen: 0,
    new: 0,
    changed: 0,
    unchanged: 0,
    moved: 0,
    gone: 0,
    failed: [],
    unreadableFolders: [],
  },
  ...{ albumsCreated: 0, tracksCreated: 0, artistsCreated: 0, covers: 0, lyrics: 0, refusedImages: [] },
  ...{ interrupted: false, left: 0, durationMs: 0 },
});
