import { readFile, stat } from "node:fs/promises";
import { saveLyrics } from "../../library/write/enrichment/lyrics.ts";
import { getLyrics, type LyricsRow } from "../../library/enrichment/lyrics.ts";
import { getTrack } from "../../library/items/tracks.ts";
import { keepLyrics, type RawLyrics } from "../../matching/lyrics/keep-lyrics.ts";
import { diskPath } from "../walk/byte-path.ts";
import { lyricsBeside } from "../walk/beside.ts";
import type { ScanContext } from "../context.ts";
import type { Failure } from "../walk/walk.ts";
import { largestLyricsBytes } from "./given-lyrics.ts";
import { decodeText } from "../../decode-text.ts";
import type { TaggedFile } from "../grouping/group.ts";

export interface FileLyrics extends RawLyrics {
  source: "file" | "embedded";
}

/** Lyrics found with a file, the best first: those in an `.lrc` beside it, in its tags, in a `.txt` beside it. */
export async function findLyrics({ file, tags }: TaggedFile, refused: Failure[]): Promise<FileLyrics[]> {
  const beside = await readLyrics(lyricsBeside(file), refused);
  return [
    ...beside.filter(({ synced }) => synced !== null),
    ...(tags.lyrics ? [{ source: "embedded" as const, ...tags.lyrics }] : []),
    ...beside.filter(({ synced }) => synced === null),
  ];
}

/**
 * Keeps the first that are good, if nothing better is kept: a person's override stays, then the user's own files win, then what
 * was fetched. Within a transaction. @returns whether it did.
 */
export function takeLyrics({ db, now }: ScanContext, trackId: number, found: FileLyrics[]): boolean {
  const track = found.length === 0 ? undefined : getTrack(db, trackId);
  if (!track || track.lyricsOverride !== null) return false;
  const known = getLyrics(db, trackId);
  for (const { source, ...raw } of found) {
    const kept = keepLyrics(raw, track.lengthMs);
    if (!kept) continue;
    if (known && (rankOf(known) > rankOf({ ...kept, source }) || isSame(known, kept))) return false;
    saveLyrics(db, trackId, { ...kept, source, sourceId: null }, now());
    return true;
  }
  return false;
}

type Words = Pick<LyricsRow, "plain" | "synced">;

/** An `.lrc`, the tags, a `.txt`; below them all that was fetched. */
function rankOf({ source, synced }: Pick<LyricsRow, "source" | "synced">): number {
  if (source === "file") return synced === null ? 1 : 3;
  return source === "embedded" ? 2 : 0;
}

/** Our own export, read again, is nobody's correction. */
const isSame = (known: Words, kept: Words): boolean =>
  known.plain === kept.plain && known.synced === kept.synced;

/** Those that can be read; what can't be decoded is told in `refused`, and others that can't be read are as if they were not there: lyrics are asked for elsewhere. */
export async function readLyrics(paths: string[], refused: Failure[]): Promise<FileLyrics[]> {
  const read = paths.map(async (path): Promise<FileLyrics[]> => {
    try {
      if ((await stat(diskPath(path))).size > largestLyricsBytes) return [];
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
