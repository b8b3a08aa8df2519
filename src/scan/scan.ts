import PQueue from "p-queue";
import { albumFolderOf } from "./walk/album-folder.ts";
import type { ScanContext } from "./context.ts";
import { lookAgain } from "./saving/look-again.ts";
import { settleMissing } from "./moves/moved.ts";
import { readFileTags } from "./reading/read-file.ts";
import { resolveFolder } from "./walk/resolve-folder.ts";
import { emptyResult, type ScanResult } from "./result.ts";
import { saveRead } from "./saving/save-read.ts";
import { survey, type PendingFile, type Survey } from "./walk/survey.ts";

/** Reading is half waiting for the disk, half parsing on the one thread: more at once gains nothing. */
const filesAtOnce = 4;
/** Files read before they are saved, more or less: what lies in one folder stays together. */
const chunkSize = 500;

/**
 * Brings the library up to date with the audio files below a folder. First all of them are looked at, then those
 * that are new or changed are read and saved, folder after folder. Stopping keeps what was saved.
 * @throws UserError for a folder that is not there.
 */
export async function scan(given: ScanContext, folder: string): Promise<ScanResult> {
  const startedAt = performance.now();
  // Everything is dated from the beginning: what is put beside a file after the walk is news to the next scan.
  const beganAt = given.now();
  const context = { ...given, now: () => beganAt };
  const root = await resolveFolder(folder);
  const result = emptyResult(root);
  const end = (): ScanResult => ({ ...result, durationMs: Math.round(performance.now() - startedAt) });
  const found = await untilStopped(() => survey(context, root));
  if (!found) return { ...end(), interrupted: true, left: null };
  const { pending, moved, gone } = await settleMissing(context, found);
  Object.assign(result, { moved, gone, ...told(found), left: pending.length });
  const reading = createReading(context, result, pending.length);
  for (const chunk of chunksOf(pending)) {
    if (context.signal?.aborted) break;
    await reading.take(chunk);
  }
  const isThrough = await lookAgain(context, result, found.lacking);
  result.interrupted = result.left !== 0 || !isThrough;
  return end();
}

const told = ({ seen, unchanged, failed, unreadable }: Survey) => ({
  ...{ seen, unchanged, failed: [...failed], unreadableFolders: unreadable },
});

async function untilStopped<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && ["InterruptedError", "AbortError"].includes(error.name)) return undefined;
    throw error;
  }
}

/** Reads and saves a chunk at a time, and counts in `result`. */
function createReading(context: ScanContext, result: ScanResult, total: number) {
  const queue = new PQueue({ concurrency: filesAtOnce });
  let [read, failed] = [0, 0];
  const announce = (): void => {
    context.events.emit("scan-progress", { phase: "reading", seen: result.seen, read, total, failed });
  };
  const readNext = async (file: PendingFile) => {
    if (context.signal?.aborted) return undefined;
    const done = await readFileTags(file);
    read++;
    if (done.outcome === "failed") failed++;
    announce();
    return done;
  };
  announce();
  return {
    async take(chunk: PendingFile[]): Promise<void> {
      const reads = await queue.addAll(chunk.map((file) => () => readNext(file)));
      const done = reads.filter((each) => each !== undefined);
      await saveRead(context, done, result, (saved) => (result.left = (result.left ?? 0) - saved));
      announce();
    },
  };
}

/** Whole albums' folders, about `chunkSize` files together. */
function* chunksOf(files: PendingFile[]): Generator<PendingFile[]> {
  let chunk: PendingFile[] = [];
  for (const file of files) {
    const last = chunk.at(-1);
    const isNext = last && albumFolderOf(last.folder.path) !== albumFolderOf(file.folder.path);
    if (isNext && chunk.length >= chunkSize) {
      yield chunk;
      chunk = [];
    }
    chunk.push(file);
  }
  if (chunk.length > 0) yield chunk;
}
