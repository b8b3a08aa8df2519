import { realpath, stat } from "node:fs/promises";
import { exitCodes, messageOf, UserError } from "../../errors.ts";
import { diskPath, nameOfBytes } from "./byte-path.ts";

/** Its real path: what the library knows files by. @throws UserError for what is no folder, or not there. */
export async function resolveFolder(folder: string): Promise<string> {
  try {
    const path = nameOfBytes(await realpath(diskPath(folder), { encoding: "buffer" }));
    if ((await stat(diskPath(path))).isDirectory()) return path;
  } catch (cause) {
    throw new UserError(`there is no folder "${folder}" (${messageOf(cause)})`, {
      hint: "for instance: importer scan ~/Music",
      exitCode: exitCodes.usage,
      cause,
    });
  }
  throw new UserError(`"${folder}" is a file`, { hint: "give the folder in which it lies" });
}
