import { existsSync } from "node:fs";
import { join } from "node:path";
import { explainDatabaseError } from "../../db/faults.ts";
import { makeFolder } from "../../durable.ts";
import { UserError } from "../../errors.ts";
import { folderOf } from "../files.ts";
import { isFileLocked, takeFileLock } from "../open.ts";

const lockPath = (home: string): string => join(folderOf(home), "build.lock");

/** Whether a build, or a removal, is at work in a home folder now. */
export function isAtWork(home: string): boolean {
  try {
    return existsSync(lockPath(home)) && isFileLocked(lockPath(home));
  } catch {
    return false; // what can't be opened is told by whoever wants to build
  }
}

/**
 * Mutual exclusion: one build, or one removal, at a time in a home folder. What the disk does not do is told as any fault of the
 * library's own disk.
 * @throws UserError while a build runs.
 */
export async function withBuildLock<T>(home: string, use: () => T | Promise<T>): Promise<T> {
  try {
    makeFolder(folderOf(home));
    return await whileLocked(home, use);
  } catch (error) {
    throw explainDatabaseError(error, folderOf(home)) ?? error;
  }
}

async function whileLocked<T>(home: string, use: () => T | Promise<T>): Promise<T> {
  const lock = takeLock(lockPath(home));
  if (!lock)
    throw new UserError("a build is at work in this folder", {
      hint: "wait for it to end, or stop it: importer catalogue status tells how far it is",
    });
  try {
    return await use();
  } finally {
    lock.release();
  }
}

function takeLock(path: string): ReturnType<typeof takeFileLock> {
  try {
    return takeFileLock(path);
  } catch (error) {
    throw explainDatabaseError(error, path) ?? error;
  }
}
