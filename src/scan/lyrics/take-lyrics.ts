import { readFile, stat } from "node:fs/promises";
import { saveLyrics } from "../../library/write/lyrics.ts";
import { findUnsung } from "../../library/tagged.ts";
import { keepLyrics, type RawLyrics } from "../../matching/lyrics/keep-lyrics.ts";
import { lyricsBeside } from "../walk/beside.ts";
import type { ScanContext } from "../context.ts";
import type { TaggedFile } from "../grouping/group.ts";

export interface FoundLyrics extends RawLyrics {
  source: "file" | "embedded";
}

/** Lyrics found with a file, the best first: those in an `.lrc` beside it, in its tags, in a `.txt` beside it. */
export async function findLyrics({ file, tags }: TaggedFile): Promise<FoundLyrics[]> {
  const beside = await readLyrics(lyricsBeside(file));
  return [
    ...beside.filter(({ synced }) => synced !== null),
    ...(tags.lyrics ? [{ source: "embedded" as const, ...tags.lyrics }] : []),
    ...beside.filter(({ synced }) => synced === null),
  ];
}

/** Keeps the first that are good, if the track has none. Within a transaction. @returns whether it did. */
export function takeLyrics({ db, now }: ScanContext, trackId: number, found: FoundLyrics[]): boolean {
  const track = found.length === 0 ? undefined : findUnsung(db, trackId);
  if (!track) return false;
  for (const { source, ...raw } of found) {
    const kept = keepLyrics(raw, track.lengthMs);
    if (kept) {
      saveLyrics(db, trackId, { ...kept, source, sourceId: null }, now());
      return true;
    }
  }
  return false;
}

const largestBytes = 512 * 1024;

/** Those that can be read; the others are as if they were not there: lyrics are asked for elsewhere. */
export async function readLyrics(paths: string[]): Promise<FoundLyrics[]> {
  const read = paths.map(async (path): Promise<FoundLyrics[]> => {
    try {
      if ((await stat(path)).size > largestBytes) return [];
      const [text, isSynced] = [decodeText(await readFile(path)), /\.lrc$/i.test(path)];
      return [
        {
          source: "file",
          plain: isSynced ? null : text,
          synced: isSynced ? text : null,
          instrumental: false,
        },
      ];
    } catch {
      return [];
    }
  });
  return (await Promise.all(read)).flat();
}

/** UTF-8; UTF-16 that says so; else what old Windows programs wrote. */
export function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
