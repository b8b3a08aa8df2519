import { open } from "node:fs/promises";
import { parseBlob, type IAudioMetadata } from "music-metadata";
import { isSystemError } from "../../errno.ts";
import { reasonOf } from "../../errors.ts";
import { shortText } from "../../plain-text.ts";
import { measureLength } from "../lengths/length.ts";
import { rawFromId3 } from "../tags/id3.ts";
import { readId3v22Lyrics } from "../tags/id3v22-lyrics.ts";
import { peopleOf } from "../tags/people.ts";
import { readPath } from "../tags/path-names.ts";
import { rawFromCommon } from "../tags/raw-tags.ts";
import { isUntagged, readTags, type FileTags } from "../tags/tags.ts";
import type { PendingFile } from "../walk/survey.ts";
import { diskPath } from "../walk/byte-path.ts";
import { mediaTypeOf } from "../walk/walk.ts";
import { hashAudio } from "./audio-hash.ts";
import { hasFlacPicture } from "../formats/flac-blocks.ts";
import { blobOf, createFileBytes, UnreadableError, type FileBytes } from "../formats/file-bytes.ts";
import { recogniseMediaType, type MediaType } from "../formats/media-type.ts";
import { readOggFlacHeaders } from "../formats/ogg-flac.ts";

export type ReadFile =
  | { file: PendingFile; outcome: "read"; tags: FileTags; audioHash: string | null; hasPicture: boolean }
  | { file: PendingFile; outcome: "failed"; reason: string };

/** Tags with pictures are a few MB; where nothing makes sense, searching ends here. */
const mostBytes = 128 * 1024 ** 2;
/** A file of hours over a slow network takes seconds; a reader that goes in circles never ends. */
const patienceMs = 60_000;

/** The tags of one file, without its pictures, its length, and a hash of its sound; or in words why there are none. */
export async function readFileTags(file: PendingFile): Promise<ReadFile> {
  const failed = (reason: string): ReadFile => ({ file, outcome: "failed", reason });
  if (file.sizeBytes === 0) return failed("the file is empty");
  try {
    return await withBytes(file.path, async (bytes) => {
      const mediaType = await recogniseMediaType(bytes);
      // A FLAC's pictures are blocks that need not be read; elsewhere they are read with the tags in any case.
      const metadata = await parseTags(bytes, mediaType, file.path, mediaType === "audio/flac");
      const { format } = metadata;
      if (!format.codec && !format.duration && format.tagTypes.length === 0) return failed("no audio in it");
      const lengthMs = await measureLength(bytes, mediaType, format.duration);
      const raw = rawFromId3(metadata) ?? rawFromCommon(metadata);
      raw.lyrics.push(...(await readId3v22Lyrics(bytes)));
      const tags = toldTags({ ...readTags(raw), lengthMs }, file);
      if (!tags)
        return failed("no tags, and its path does not tell either: neither title nor artist nor album");
      const audioHash = await hashAudio(bytes, mediaType, lengthMs);
      return { file, outcome: "read", tags, audioHash, hasPicture: await hasPictures(bytes, metadata) };
    });
  } catch (error) {
    return failed(whyUnread(error));
  }
}

/** The system's words and ours; what the tag reader stumbled over says nothing to a person. */
function whyUnread(error: unknown): string {
  const isOurs = error instanceof UnreadableError || isSystemError(error);
  return isOurs ? shortText(reasonOf(error), 200) : "it is damaged, cut off, or no audio";
}

async function hasPictures(bytes: FileBytes, { common, native }: IAudioMetadata): Promise<boolean> {
  const isOld = native["vorbis"]?.some(({ id }) => id.toUpperCase() === "COVERART") ?? false;
  return isOld || (common.picture?.length ?? 0) > 0 || (await hasFlacPicture(bytes));
}

/** What the tags say; of a file without any, what its path says. Undefined where neither tells. */
function toldTags(tags: FileTags, { folder, name }: PendingFile): FileTags | undefined {
  if (!isUntagged(tags)) return tags;
  const told = readPath({ root: folder.root, folder: folder.path, name, siblings: folder.audio });
  if (!told) return undefined;
  const { title, album, year, disc, number } = told;
  const people = (name: string | null) => peopleOf(name ?? undefined, [], []);
  const about = { title, album, disc, number, date: tags.date ?? year };
  return {
    ...tags,
    ...about,
    artist: people(told.artist),
    albumArtist: people(told.albumArtist),
    toldBy: "path",
  };
}

/** Everything the tag reader finds, pictures as well. */
export function readPictures(path: string): Promise<IAudioMetadata> {
  return withBytes(path, async (bytes) => parseTags(bytes, await recogniseMediaType(bytes), path));
}

/** What the bytes are goes before what the file is called. */
async function parseTags(
  bytes: FileBytes,
  mediaType: MediaType | undefined,
  path: string,
  skipCovers = false,
): Promise<IAudioMetadata> {
  const headers = await readOggFlacHeaders(bytes, mediaType);
  if (headers) return parseBlob(new Blob([headers], { type: "audio/flac" }), { skipCovers });
  return parseBlob(blobOf(bytes, mediaType ?? mediaTypeOf(path) ?? ""), { skipCovers });
}

async function withBytes<T>(path: string, read: (bytes: FileBytes) => Promise<T>): Promise<T> {
  const handle = await open(diskPath(path));
  try {
    const { size } = await handle.stat();
    const limits = { mostBytes, until: performance.now() + patienceMs };
    return await read(createFileBytes(handle, size, limits));
  } finally {
    await handle.close();
  }
}
