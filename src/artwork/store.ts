import { existsSync, statSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFolder, syncFolderSoon } from "../durable.ts";
import type { CheckedImage } from "./image.ts";

const extensions: Record<CheckedImage["mediaType"], string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
};

/**
 * Puts the image below `home` under the name of its content, once. It is on the disk before it has its name, so a
 * file with that name is always whole.
 * @returns its path below `home`, with forward slashes.
 */
export async function storeArtwork(home: string, image: CheckedImage): Promise<string> {
  const name = `${image.sha256}.${extensions[image.mediaType]}`;
  const path = `artwork/${image.sha256.slice(0, 2)}/${name}`;
  if (isStored(home, path)) return path;
  const target = join(home, path);
  makeFolder(dirname(target));
  const temporary = `${target}.${process.pid}.${Math.random().toString(36).slice(2)}.part`;
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(image.bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
    await syncFolderSoon(dirname(target));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return path;
}

/** Whether the file of an artwork is where it was put. */
export function isStored(home: string, path: string): boolean {
  return existsSync(join(home, path));
}

/**
 * Whether the file of an artwork is gone. Where the whole folder is not there, or can't be looked into, nobody knows: a
 * disk may not be mounted.
 */
export function isLost(home: string, path: string): boolean {
  if (!existsSync(join(home, "artwork"))) return false;
  try {
    statSync(join(home, path));
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT";
  }
}
