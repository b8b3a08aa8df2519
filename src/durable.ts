import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";

/** fsync. Bytes, and the names of files, that are on the disk itself: a power cut does not take them back. */

/** What was written into the file is on the disk when this returns. */
export function syncFile(path: string): void {
  sync(path, "r+");
}

/** So are the names that a folder has gained or lost. Windows opens no folders, and needs no such thing. */
export function syncFolder(path: string): void {
  if (process.platform !== "win32") sync(path, "r");
}

/** The same beside other work: the disk may take its time. */
export async function syncFolderSoon(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
}

/** Its bytes are on the disk before the name is, and the name before this returns. */
export function moveDurably(from: string, to: string): void {
  syncFile(from);
  renameSync(from, to);
  syncFolder(dirname(to));
}

function sync(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** mkdir -p. Node's own never returns where a folder that is there says ENOENT, as /proc does. */
export function makeFolder(path: string): void {
  if (existsSync(path) && statSync(path).isDirectory()) return;
  const above = dirname(path);
  if (above !== path && !existsSync(path)) makeFolder(above);
  try {
    mkdirSync(path);
  } catch (error) {
    if (!existsSync(path) || !statSync(path).isDirectory()) throw error; // else another process was faster
  }
}
