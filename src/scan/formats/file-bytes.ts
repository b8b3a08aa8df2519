import type { FileHandle } from "node:fs/promises";

/** Why a file is not read to its end, in a person's words. */
export class UnreadableError extends Error {
  override name = "UnreadableError";
}

export interface ReadLimits {
  /** Bytes that are read of the file at most. */
  mostBytes: number;
  /** ms of `performance.now()` after which nothing more is read. */
  until: number;
}

/** Random access to an open file. */
export interface FileBytes {
  /** Bytes. */
  size: number;
  /** The bytes from `start` up to, not including, `end`; fewer where the file ends before. */
  read(start: number, end: number): Promise<Buffer>;
}

/** A tag reader asks for four bytes here and eight there: each a turn through the thread pool, if not out of a block. */
const blockSize = 32 * 1024;
/** The beginning, the end, and where it is at. */
const blocksKept = 4;

/**
 * Buffered random access. A file of gigabytes without any sound in it is not searched to its end: past a limit every
 * reading throws.
 */
export function createFileBytes(handle: FileHandle, size: number, limits: ReadLimits): FileBytes {
  const blocks = new Map<number, Promise<Buffer>>();
  let bytesRead = 0;

  const load = async (start: number, end: number): Promise<Buffer> => {
    bytesRead += end - start;
    if (bytesRead > limits.mostBytes)
      throw new UnreadableError(`no end of its tags within ${limits.mostBytes >> 20} MB`);
    if (performance.now() > limits.until) throw new UnreadableError("reading it takes too long");
    const bytes = Buffer.allocUnsafe(end - start);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead: more } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
      if (more === 0) throw new UnreadableError("the file became shorter while it was read");
      filled += more;
    }
    return bytes;
  };

  const blockAt = (start: number): Promise<Buffer> => {
    const known = blocks.get(start);
    if (known) return known;
    if (blocks.size === blocksKept) blocks.delete(blocks.keys().next().value!);
    const block = load(start, Math.min(size, start + blockSize));
    blocks.set(start, block);
    return block;
  };

  return {
    size,
    async read(from, to) {
      const start = Math.max(0, Math.min(from, size));
      const end = Math.max(start, Math.min(to, size));
      if (end - start > blockSize) return load(start, end);
      if (start === end) return Buffer.alloc(0);
      const first = start - (start % blockSize);
      const block = await blockAt(first);
      const inFirst = block.subarray(start - first, end - first);
      if (end <= first + blockSize) return inFirst;
      const next = await blockAt(first + blockSize);
      return Buffer.concat([inFirst, next.subarray(0, end - first - blockSize)]);
    },
  };
}

/** As the tag reader's `parseBlob` takes it: only `size`, `type` and `slice().arrayBuffer()` are there. */
export function blobOf({ size, read }: FileBytes, type: string): Blob {
  const slice = (start = 0, end = size) => ({
    arrayBuffer: async () => arrayBufferOf(await read(start, end)),
  });
  return { size, type, slice } as unknown as Blob;
}

const arrayBufferOf = ({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer =>
  (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
