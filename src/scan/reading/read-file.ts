import { open } from "node:fs/promises";
import { parseBlob, type IAudioMetadata } from "music-metadata";
import { messageOf } from "../../errors.ts";
import { shortText } from "../../plain-text.ts";
import { fileBlob } from "./file-blob.ts";
import type { PendingFile } from "../walk/survey.ts";
import { readTags, type FileTags } from "../tags/tags.ts";
import { mediaTypeOf } from "../walk/walk.ts";

export type ReadFile =
  | { file: PendingFile; outcome: "read"; tags: FileTags }
  | { file: PendingFile; outcome: "failed"; reason: string };

/** Tags with pictures are a few MB; where nothing makes sense, searching ends here. */
const mostBytes = 128 * 1024 ** 2;
/** The length of an Ogg file stands at its end, which the reader finds by going through all of it. */
const mostOggBytes = 4 * 1024 ** 3;
/** A file of hours over a slow network takes seconds; a reader that goes in circles never ends. */
const patienceMs = 60_000;

/** The tags of one file, without its pictures; or in words why there are none. */
export async function readFileTags(file: PendingFile): Promise<ReadFile> {
  const failed = (reason: string): ReadFile => ({ file, outcome: "failed", reason });
  if (file.sizeBytes === 0) return failed("the file is empty");
  try {
    const { common, format } = await readMetadata(file.path, { skipCovers: true });
    if (!format.codec && !format.duration && format.tagTypes.length === 0) return failed("no audio in it");
    const tags = readTags(common, format);
    const isUntagged = tags.title === null && tags.artist === null && tags.album === null;
    return isUntagged
      ? failed("no tags: neither title nor artist nor album")
      : { file, outcome: "read", tags };
  } catch (error) {
    return failed(shortText(messageOf(error), 200) || "can't be read");
  }
}

export async function readMetadata(path: string, options: { skipCovers: boolean }): Promise<IAudioMetadata> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const mediaType = mediaTypeOf(path) ?? "";
    const limits = {
      mostBytes: mediaType === "audio/ogg" ? mostOggBytes : mostBytes,
      until: performance.now() + patienceMs,
    };
    return await parseBlob(fileBlob(handle, size, mediaType, limits), options);
  } finally {
    await handle.close();
  }
}
