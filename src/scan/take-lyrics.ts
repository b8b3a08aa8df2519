import { readFile, stat } from "node:fs/promises";
import { join, parse } from "node:path";
import { getLyrics, saveLyrics } from "../library/lyrics.ts";
import { getTrack } from "../library/tracks.ts";
import { keepLyrics, type RawLyrics } from "../matching/keep-lyrics.ts";
import type { ScanContext } from "./context.ts";
import type { TaggedFile } from "./group.ts";
import type { PendingFile } from "./survey.ts";

interface FoundLyrics extends RawLyrics {
  source: "file" | "embedded";
}

/** Lyrics found with a file: those in an `.lrc` beside it, then those in its tags. */
export async function findLyrics({ file, tags }: TaggedFile): Promise<FoundLyrics[]> {
  const text = await besideText(file);
  return [
    ...(text === undefined
      ? []
      : [{ source: "file" as const, plain: null, synced: text, instrumental: false }]),
    ...(tags.lyrics ? [{ source: "embedded" as const, ...tags.lyrics }] : []),
  ];
}

/** Keeps the first that are good, if the track has none. Within a transaction. @returns whether it did. */
export function takeLyrics({ db, now }: ScanContext, trackId: number, found: FoundLyrics[]): boolean {
  if (found.length === 0 || getLyrics(db, trackId)) return false;
  const lengthMs = getTrack(db, trackId)?.lengthMs ?? null;
  for (const { source, ...raw } of found) {
    const kept = keepLyrics(raw, lengthMs);
    if (kept) {
      saveLyrics(db, trackId, { ...kept, source, sourceId: null }, now());
      return true;
    }
  }
  return false;
}

const largestBytes = 512 * 1024;

async function besideText({ folder, name }: PendingFile): Promise<string | undefined> {
  const wanted = parse(name).name.normalize("NFC");
  const beside = folder.beside.find(
    (each) => /\.lrc$/i.test(each) && parse(each).name.normalize("NFC") === wanted,
  );
  if (beside === undefined) return undefined;
  const path = join(folder.path, beside);
  try {
    return (await stat(path)).size > largestBytes ? undefined : decodeText(await readFile(path));
  } catch {
    return undefined; // as if it was not there: lyrics are asked for elsewhere
  }
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
