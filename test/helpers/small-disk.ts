import { execFileSync } from "node:child_process";
import { statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./library.ts";

/** Whether this user may mount a file system: tests that need one are told as skipped where not. */
export const canMount = ((): boolean => {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  try {
    execFileSync("unshare", ["--mount", "mount", "-t", "tmpfs", "tmpfs", "/tmp"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** A folder on a disk of its own (tmpfs), so small that it can be filled. @throws where `canMount` is false */
export function smallDisk(megabytes: number): string {
  const folder = temporaryFolder();
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], { stdio: "pipe" });
  onTestFinished(() => void execFileSync("umount", ["-l", folder]));
  return folder;
}

/** From now on nothing can be written there (`ro`), or it can again (`rw`). */
export const remount = (folder: string, as: "ro" | "rw"): void =>
  void execFileSync("mount", ["-o", `remount,${as}`, folder], { stdio: "pipe" });

/** The same of one file, by a mount of its own: it can't be opened for writing. @returns what ends that. */
export function keepFromWriting(path: string): () => void {
  const mount = (...flags: string[]) => execFileSync("mount", flags, { stdio: "pipe" });
  mount("--bind", path, path);
  mount("-o", "remount,ro,bind", path);
  return () => void execFileSync("umount", ["-l", path]);
}

/** Fills all but `left` bytes of what is free. @returns the file that does. */
export function fillDisk(folder: string, left: number): string {
  const ballast = join(folder, "ballast");
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - left)));
  return ballast;
}
