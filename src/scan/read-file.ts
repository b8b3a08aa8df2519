import type { IAudioMetadata } from "music-metadata";
import { messageOf } from "../errors.ts";
import { shortText } from "../plain-text.ts";
import type { PendingFile } from "./survey.ts";
import { readTags, type FileTags } from "./tags.ts";

export type ReadFile =
  | { file: PendingFile; outcome: "read"; tags: FileTags }
  | { file: PendingFile; outcome: "failed"; reason: string };

const largestBytes = 4 * 1024 ** 3;
/** A file of hours over a slow network takes seconds; a reader that goes in circles never ends. */
const patienceMs = 60_000;

/** The tags of one file, without its pictures; or in words why there are none. */
export async function readFileTags(file: PendingFile): Promise<ReadFile> {
  const failed = (reason: string): ReadFile => ({ file, outcome: "failed", reason });
  if (file.sizeBytes === 0) return failed("the file is empty");
  if (file.sizeBytes > largestBytes)
    return failed(`the file is ${Math.round(file.sizeBytes / 1024 ** 3)} GB large`);
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

/** Loaded here: the reader brings a parser for each format. */
export async function readMetadata(path: string, options: { skipCovers: boolean }): Promise<IAudioMetadata> {
  const { parseFile } = await import("music-metadata");
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not read within ${patienceMs / 1000} s`)), patienceMs);
  });
  try {
    return await Promise.race([parseFile(path, options), late]);
  } finally {
    clearTimeout(timer);
  }
}
