import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { reasonOf, UserError } from "../errors.ts";

/** Where the bytes of a list come from, and under which name it is remembered. */
export interface ListSource {
  /** In messages. */
  says: string;
  /** Its absolute path, or `-`. */
  name: string;
  bytes: AsyncIterable<Buffer | string>;
}

const hint = "give the path of a list, or - for standard input";

/** `-` is standard input. @throws UserError for what is no file that can be read. */
export async function openList(path: string, stdin: ListSource["bytes"]): Promise<ListSource> {
  if (path === "-") return { says: "standard input", name: "-", bytes: stdin };
  const full = resolve(path);
  try {
    const found = await stat(full);
    if (found.isDirectory()) throw new Error("it is a folder");
  } catch (cause) {
    throw new UserError(`${path} can't be read: ${reasonOf(cause)}`, {
      hint,
      cause,
    });
  }
  return { says: path, name: full, bytes: readable(full, path) };
}

async function* readable(full: string, path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(full) as AsyncIterable<Buffer>;
  } catch (cause) {
    throw new UserError(`${path} can't be read: ${reasonOf(cause)}`, { hint, cause });
  }
}
