import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { flac, type AudioTags } from "./audio.ts";

export type Song = readonly [title: string, lengthMs: number];

/** Writes an album as FLAC files, numbered from 1, into `folder`. @returns their paths. */
export function writeAlbum(
  folder: string,
  tags: AudioTags,
  songs: readonly Song[],
  tagsOf: (at: number) => AudioTags = () => ({}),
): string[] {
  return songs.map(([title, lengthMs], at) => {
    const path = join(folder, `${String(at + 1).padStart(2, "0")}.flac`);
    mkdirSync(dirname(path), { recursive: true });
    const all = { TITLE: title, TRACKNUMBER: String(at + 1), ...tags, ...tagsOf(at) };
    writeFileSync(path, flac(all, { seconds: lengthMs / 1000, audio: `${folder} ${title}` }));
    return path;
  });
}
