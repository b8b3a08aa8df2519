import { realpath, stat } from "node:fs/promises";
import { isSystemError } from "../../errno.ts";
import { exitCodes, reasonOf, UserError } from "../../errors.ts";
import { diskPath, nameOfBytes } from "./byte-path.ts";

/** Its real path: what the library knows files by. @throws UserError for what is no folder, or not there. */
export async function resolveFolder(folder: string): Promise<string> {
  try {
    const path = nameOfBytes(await realpath(diskPath(folder), { encoding: "buffer" }));
    if ((await stat(diskPath(path))).isDirectory()) return path;
  } catch (cause) {
    const isThere = !(isSystemError(cause) && ["ENOENT", "ENOTDIR"].includes(cause.code));
    const words = `the folder "${folder}" can't be read: ${reasonOf(cause)}`;
    throw new UserError(isThere ? words : `there is no folder "${folder}"`, {
      hint: "give a folder that is there, for instance: ~/Music",
      exitCode: exitCodes.usage,
      cause,
    });
  }
  throw new UserError(`"${folder}" is a file`, { hint: "give the folder in which it lies" });
}
