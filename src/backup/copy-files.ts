import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFolder } from "../durable.ts";
import { isSystemError } from "../errno.ts";
import type { BackedUpFile } from "./manifest.ts";

/** The sum of a file of any size. @throws Error of the system */
export async function sumOf(path: string, signal: AbortSignal): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path, {
    signal,
    highWaterMark: 2 ** 20,
  }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** Covers are a few MB each, and waiting for a disk is most of the work. */
const atOnce = 8;

/** Does `work` for each item, several at once; the first fault ends it, when what runs has ended. */
export async function forEachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const workers = Array.from({ length: atOnce }, async () => {
    for (const item of left) await work(item);
  });
  const ended = await Promise.allSettled(workers);
  for (const each of ended) if (each.status === "rejected") throw each.reason;
}

/**
 * Copies a cover from one home to another, under the same path: on the disk before it has its name.
 * @returns undefined where it is not there, or is not what its name says: nobody could use it.
 */
export async function copyCover(
  path: string,
  sha256: string,
  { from, to }: { from: string; to: string },
): Promise<BackedUpFile | undefined> {
  const bytes = await readFile(join(from, path)).catch((error: unknown) => {
    if (isSystemError(error) && ["ENOENT", "ENOTDIR", "EISDIR"].includes(error.code)) return undefined;
    throw error;
  });
  if (!bytes || createHash("sha256").update(bytes).digest("hex") !== sha256) return undefined;
  const target = join(to, path);
  makeFolder(dirname(target));
  const temporary = `${target}.${process.pid}.part`;
  try {
    const file = await open(temporary, "w");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return { path, bytes: bytes.length, sha256 };
}
