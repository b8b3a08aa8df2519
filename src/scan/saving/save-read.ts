import PQueue from "p-queue";
import { getAlbum } from "../../library/items/albums.ts";
import type { NewArtwork } from "../../library/write/enrichment/artworks.ts";
import { saveFile } from "../../library/write/items/files.ts";
import { foldTitle } from "../../matching/text/fold.ts";
import { albumFolderOf } from "../walk/album-folder.ts";
import type { ScanContext } from "../context.ts";
import { groupBy } from "../group-by.ts";
import { groupByAlbum, type AlbumGroup, type TaggedFile } from "../grouping/group.ts";
import { listPlacedAlbums } from "../grouping/placed-albums.ts";
import type { ReadFile } from "../reading/read-file.ts";
import type { ScanResult } from "../result.ts";
import { saveGroup, type SavedGroup } from "./save-group.ts";
import { findCover, mayBringCover, takeCover } from "./take-cover.ts";
import { findLyrics, takeLyrics, type FileLyrics } from "../lyrics/take-lyrics.ts";

/** What goes together into one transaction. */
interface Batch {
  groups: AlbumGroup[];
  failures: Extract<ReadFile, { outcome: "failed" }>[];
}

/** What was found with the files of a batch, before the transaction: reading takes its time. */
interface Finds {
  covers: Map<AlbumGroup, NewArtwork | undefined>;
  lyrics: Map<TaggedFile, FileLyrics[]>;
}

/** Pictures that are decoded at a time. */
const coversAtOnce = 2;
/**
 * Files in one transaction, more or less; an album stays together. With 48, waiting for the disk at each commit took
 * most of the time; with thousands, everybody else who writes would wait.
 */
const batchSize = 500;

/** Saves what was read, and the covers and lyrics found with it: a file is not read again for one that was missed. */
export async function saveRead(
  context: ScanContext,
  reads: ReadFile[],
  result: ScanResult,
  onSaved: (count: number) => void,
): Promise<void> {
  const tagged = reads.filter((read) => read.outcome === "read");
  const failures = reads.filter((read) => read.outcome === "failed");
  const folders = [...groupBy(tagged, ({ file }) => albumFolderOf(file.folder.path)).values()];
  const groups = folders.flatMap((files) => groupByAlbum(files));
  const isMixed = mixedFolders(context, groups);
  for (const batch of batchesOf(groups, failures)) {
    const finds = await findBeside(context, batch.groups, isMixed, result);
    count(result, await context.transact(() => saveBatch(context, batch, finds)));
    onSaved(batch.failures.length + batch.groups.reduce((sum, { files }) => sum + files.length, 0));
  }
}

/** A picture beside files of several albums is of one of them: also of those that were read in an earlier scan. */
function mixedFolders({ db }: ScanContext, groups: AlbumGroup[]): (group: AlbumGroup) => boolean {
  const byFolder = groupBy(groups, ({ folder }) => folder);
  const titlesIn = (folder: string): string[] =>
    listPlacedAlbums(db, folder).flatMap((id) => getAlbum(db, id)?.titleKey ?? []);
  const known = new Map([...byFolder.keys()].map((folder) => [folder, titlesIn(folder)]));
  return ({ folder, title }) => {
    const isOther = (titleKey: string): boolean => titleKey !== foldTitle(title ?? "");
    return byFolder.get(folder)!.length > 1 || known.get(folder)!.some(isOther);
  };
}

/** Files of no album have nothing to do with each other: they may be parted. */
function* batchesOf(groups: AlbumGroup[], failures: Batch["failures"]): Generator<Batch> {
  let batch: Batch = { groups: [], failures };
  let size = failures.length;
  for (const group of groups.flatMap((each) => (each.title === null ? partsOf(each) : [each]))) {
    if (size >= batchSize) {
      yield batch;
      [batch, size] = [{ groups: [], failures: [] }, 0];
    }
    batch.groups.push(group);
    size += group.files.length;
  }
  yield batch;
}

function partsOf(group: AlbumGroup): AlbumGroup[] {
  const starts = Array.from({ length: Math.ceil(group.files.length / batchSize) }, (_, at) => at * batchSize);
  return starts.map((start) => ({ ...group, files: group.files.slice(start, start + batchSize) }));
}

async function findBeside(
  { db, home }: ScanContext,
  groups: AlbumGroup[],
  isMixed: (group: AlbumGroup) => boolean,
  { refusedImages, refusedLyrics }: ScanResult,
): Promise<Finds> {
  const finds: Finds = { covers: new Map(), lyrics: new Map() };
  const queue = new PQueue({ concurrency: coversAtOnce });
  const bare = groups.filter((group) => mayBringCover(db, group));
  await queue.addAll(
    bare.map((group) => async () => {
      const options = { isMixedFolder: isMixed(group), refused: refusedImages };
      finds.covers.set(group, await findCover(home, group, options));
    }),
  );
  for (const each of groups.flatMap(({ files }) => files))
    finds.lyrics.set(each, await findLyrics(each, refusedLyrics));
  return finds;
}

interface SavedBatch {
  groups: SavedGroup[];
  covers: number;
  lyrics: number;
}

function saveBatch(context: ScanContext, batch: Batch, finds: Finds): SavedBatch {
  for (const { file, reason } of batch.failures) saveFailure(context, file, reason);
  const groups = batch.groups.map((group) => saveGroup(context, group));
  const covered = groups.filter((each) => takeCover(context, each, finds.covers.get(each.group)));
  const tracks = groups.flatMap((group) => group.tracks);
  const sung = tracks.filter(({ trackId, tagged }) =>
    takeLyrics(context, trackId, finds.lyrics.get(tagged) ?? []),
  );
  return { groups, covers: covered.length, lyrics: sung.length };
}

function saveFailure({ db, now }: ScanContext, file: TaggedFile["file"], error: string): void {
  const { path, sizeBytes, mtimeMs, ctimeMs, beside, known } = file;
  const { audioHash = null, toldBy = null } = known ?? {};
  const about = { path, sizeBytes, mtimeMs, ctimeMs, beside, audioHash, toldBy };
  saveFile(db, { ...about, state: "failed", error, trackId: null }, now(), known?.id);
}

function count(result: ScanResult, { groups, covers, lyrics }: SavedBatch): void {
  result.covers += covers;
  result.lyrics += lyrics;
  for (const { created } of groups) {
    result.albumsCreated += created.albums;
    result.tracksCreated += created.tracks;
    result.artistsCreated += created.artists;
  }
}
