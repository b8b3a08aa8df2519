import { markLookedBeside } from "../../library/write/items/files.ts";
import { albumFolderOf } from "../walk/album-folder.ts";
import { lyricsBeside } from "../walk/beside.ts";
import type { ScanContext } from "../context.ts";
import { groupBy } from "../group-by.ts";
import { listPlacedAlbums } from "../grouping/placed-albums.ts";
import type { ScanResult } from "../result.ts";
import type { LackingFile } from "../walk/survey.ts";
import { findCoverBeside, mayTakeCover, takeCover } from "./take-cover.ts";
import { readLyrics, takeLyrics, type FileLyrics } from "../lyrics/take-lyrics.ts";

/**
 * Takes what came, or changed, beside files that did not change. What lay there when they were last looked at is known,
 * taken or refused, and is not looked at again. @returns false when it was stopped.
 */
export async function lookAgain(
  context: ScanContext,
  result: ScanResult,
  lacking: LackingFile[],
): Promise<boolean> {
  const folders = groupBy(lacking, ({ folder }) => albumFolderOf(folder.path));
  for (const [folder, files] of folders) {
    if (context.signal?.aborted) return false;
    await lookInFolder(context, result, folder, files);
  }
  return true;
}

async function lookInFolder(
  context: ScanContext,
  result: ScanResult,
  folder: string,
  files: LackingFile[],
): Promise<void> {
  const { db, home, now } = context;
  const pictures = [...new Set(files.flatMap((file) => file.folder.covers))];
  const albumId = pictures.length > 0 ? albumToCover(context, folder) : undefined;
  const cover =
    albumId === undefined ? undefined : await findCoverBeside(home, pictures, result.refusedImages);
  const sung: { trackId: number; lyrics: FileLyrics[] }[] = [];
  // One after the other: a folder may hold more songs than a process may have files open.
  for (const file of files) {
    const lyrics = await readLyrics(lyricsBeside(file), result.refusedLyrics);
    sung.push({ trackId: file.known.trackId!, lyrics });
  }
  await context.transact(() => {
    if (albumId !== undefined && takeCover(context, { albumId }, cover)) result.covers++;
    for (const { trackId, lyrics } of sung) if (takeLyrics(context, trackId, lyrics)) result.lyrics++;
    for (const { known, beside } of files) markLookedBeside(db, known.id, beside, now());
  });
}

/** The album whose folder this is, if it may have another cover: a picture beside files of several albums is of one of them. */
function albumToCover({ db }: ScanContext, folder: string): number | undefined {
  const [first, ...others] = listPlacedAlbums(db, folder);
  if (first === undefined || others.length > 0) return undefined;
  return mayTakeCover(db, first, "folder") ? first : undefined;
}
