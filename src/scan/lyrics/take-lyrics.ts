import { readFile, stat } from "node:fs/promises";
import { saveLyrics } from "../../library/write/lyrics.ts";
import { findUnsung } from "../../library/tagged.ts";
import { keepLyrics, type RawLyrics } from "../../matching/lyrics/keep-lyrics.ts";
import { diskPath } from "../walk/byte-path.ts";
import { lyricsBeside } from "../walk/beside.ts";
import type { ScanContext } from "../context.ts";
import type { Failure } from "../walk/walk.ts";
import { decodeText } from "./decode-text.ts";
import type { TaggedFile } from "../grouping/group.ts";

export interface FoundLyrics extends RawLyrics {
  source: "file" | "embedded";
}

/** Lyrics found with a file, the best first: those in an `.lrc` beside it, in its tags, in a `.txt` beside it. */
export async function findLyrics({ file, tags }: TaggedFile, refused: Failure[]): Promise<FoundLyrics[]> {
  const beside = await readLyrics(lyricsBeside(file), refused);
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

/** Those that can be read; what can't be decoded is told in `refused`, and others that can't be read are as if they were not there: lyrics are asked for elsewhere. */
export async function readLyrics(paths: string[], refused: Failure[]): Promise<FoundLyrics[]> {
  const read = paths.map(async (path): Promise<FoundLyrics[]> => {
    try {
      if ((await stat(diskPath(path))).size > largestBytes) return [];
      const text = decodeText(await readFile(diskPath(path)));
      const isSynced = /\.lrc$/i.test(path);
      if (text === undefined) {
        refused.push({ path, reason: "its encoding can't be told: save it as UTF-8" });
        return [];
      }
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
