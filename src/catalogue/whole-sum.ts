import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { syncFile } from "../durable.ts";
import { exitCodes, UserError } from "../errors.ts";
import { checksumOf, readChecksums } from "./build/archives/checksums.ts";
import { basename } from "node:path";

/**
 * SHA-256 of a whole catalogue, beside it, as `sha256sum` writes it. It is only read once it is built: whatever bit of it is another
 * one later, `catalogue verify --deep` sees it.
 */
const sumPath = (path: string): string => `${path}.sha256`;

export function noteWholeSum(path: string, sum: string): void {
  writeFileSync(sumPath(path), `${sum} *${basename(path)}\n`);
  syncFile(sumPath(path));
}

/** Undefined: nobody wrote it down, or a kill came in between. @throws for a file that can't be read. */
export async function isAsItWasBuilt(path: string): Promise<boolean | undefined> {
  if (!existsSync(sumPath(path))) return undefined;
  const said = readChecksums(readFileSync(sumPath(path), "utf8")).get(basename(path));
  return said === undefined ? undefined : said === (await wholeSumOf(path));
}

interface Summing {
  signal?: AbortSignal;
  onRead?(bytes: number): void;
}

/** SHA-256 of the whole file: minutes for the largest. @throws for one that can't be read. */
export const wholeSumOf = (path: string, { signal, onRead }: Summing = {}): Promise<string> =>
  checksumOf(
    path,
    signal ?? new AbortController().signal,
    (why) => {
      const hint = "check the disk, then type the same command again";
      throw new UserError(`${path}: ${why}`, { hint, exitCode: exitCodes.failed });
    },
    onRead,
  );
