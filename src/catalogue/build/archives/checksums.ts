import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { reasonOf } from "../../../errors.ts";

/** Lines of `sha256sum`: `<hex> *artist.tar.xz`, with or without the mark of a binary file. */
export function readChecksums(text: string): Map<string, string> {
  const sums = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .flatMap((line): [string, string][] => {
      const [, sum, name] = /^([0-9a-f]{64}) [ *](?:\.\/)?(\S+)$/i.exec(line.trim()) ?? [];
      return sum === undefined || name === undefined ? [] : [[name, sum.toLowerCase()]];
    });
  return new Map(sums);
}

/**
 * SHA-256 of a file. `onRead` hears of the bytes as they are read.
 * @throws what `refuse` makes of a file that can't be read.
 */
export async function checksumOf(
  path: string,
  signal: AbortSignal,
  refuse: (why: string) => never,
  onRead: (bytes: number) => void = () => undefined,
): Promise<string> {
  const hash = createHash("sha256");
  const pieces = createReadStream(path, { highWaterMark: 1 << 20, signal }) as AsyncIterable<Buffer>;
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      onRead(piece.length);
    }
  } catch (error) {
    signal.throwIfAborted();
    refuse(`it can't be read: ${reasonOf(error)}`);
  }
  return hash.digest("hex");
}
