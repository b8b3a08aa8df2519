import { stat } from "node:fs/promises";
import { getCoverState } from "../../library/artworks.ts";
import { markScanned } from "../../library/files.ts";
import { albumFolderOf } from "../walk/album-folder.ts";
import { diskPath } from "../walk/byte-path.ts";
import { lyricsBeside } from "../walk/beside.ts";
import type { ScanContext } from "../context.ts";
import { groupBy } from "../grouping/group.ts";
import { listPlacedAlbums } from "../grouping/placed-albums.ts";
import type { ScanResult } from "../result.ts";
import type { LackingFile } from "../walk/survey.ts";
import { findCoverBeside, takeCover } from "../covers/take-cover.ts";
import { readLyrics, takeLyrics } from "../lyrics/take-lyrics.ts";

/** The clock of a network drive is not ours. */
const clockSlackMs = 600_000;

/**
 * Takes what was put beside files after they were read, if they still lack it: the files themselves did not change.
 * What lay there before was refused then, and is not looked at again. @returns false when it was stopped.
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
  const pictures = await newSince(oldest(files), coversOf(files));
  const sung = await Promise.all(
    files.map(async (file) => ({ file, texts: await newSince(file.known.scannedAt, lyricsOf(file)) })),
  );
  const texts = sung.filter((each) => each.texts.length > 0);
  if (pictures.length === 0 && texts.length === 0) return;
  const albumId = pictures.length > 0 ? albumToCover(context, folder) : undefined;
  const cover =
    albumId === undefined ? undefined : await findCoverBeside(home, pictures, result.refusedImages);
  const found = await Promise.all(
    texts.map(async (each) => ({
      ...each.file.known,
      lyrics: await readLyrics(each.texts, result.refusedLyrics),
    })),
  );
  await context.transact(() => {
    if (albumId !== undefined && takeCover(context, { albumId }, cover)) result.covers++;
    for (const { trackId, lyrics } of found) if (takeLyrics(context, trackId!, lyrics)) result.lyrics++;
    markScanned(
      db,
      files.map(({ known }) => known.id),
      now(),
    );
  });
}

/** The album whose folder this is, if it has no cover: a picture beside files of several albums is of one of them. */
function albumToCover({ db }: ScanContext, folder: string): number | undefined {
  const [first, ...others] = listPlacedAlbums(db, folder);
  if (first === undefined || others.length > 0) return undefined;
  return getCoverState(db, first).state === "available" ? undefined : first;
}

const oldest = (files: LackingFile[]): number => Math.min(...files.map(({ known }) => known.scannedAt));
const coversOf = (files: LackingFile[]): string[] => [
  ...new Set(files.flatMap(({ folder, known }) => (known.lacksCover ? folder.covers : []))),
];
const lyricsOf = (file: LackingFile): string[] => (file.known.lacksLyrics ? lyricsBeside(file) : []);

/** By the time at which they came to be there: a copy keeps the age of its content. */
async function newSince(ms: number, paths: string[]): Promise<string[]> {
  const looked = await Promise.all(
    paths.map(async (path) => {
      const { ctimeMs } = await stat(diskPath(path)).catch(() => ({ ctimeMs: 0 })); // gone already
      return { path, isNew: ctimeMs > ms - clockSlackMs };
    }),
  );
  return looked.filter(({ isNew }) => isNew).map(({ path }) => path);
}
