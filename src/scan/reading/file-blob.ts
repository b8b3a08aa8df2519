import type { FileHandle } from "node:fs/promises";

export interface ReadLimits {
  /** Bytes that are read of the file at most. */
  mostBytes: number;
  /** ms of `performance.now()` after which nothing more is read. */
  until: number;
}

/** A tag reader asks for four bytes here and eight there: each a turn through the thread pool, if not out of a block. */
const blockSize = 32 * 1024;
/** The beginning, the end, and where it is at. */
const blocksKept = 4;

/**
 * An open file as the tag reader's `parseBlob` takes it: only `size`, `type` and `slice().arrayBuffer()` are there.
 * A file of gigabytes without any sound in it is not searched to its end: past a limit every reading fails.
 */
export function fileBlob(handle: FileHandle, size: number, type: string, limits: ReadLimits): Blob {
  const blocks = new Map<number, Promise<Buffer>>();
  let bytesRead = 0;

  const read = async (start: number, end: number): Promise<Buffer> => {
    bytesRead += end - start;
    if (bytesRead > limits.mostBytes)
      throw new Error(`no end of its tags within ${limits.mostBytes >> 20} MB`);
    if (performance.now() > limits.until) throw new Error("reading it takes too long");
    const bytes = Buffer.allocUnsafe(end - start);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead: more } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
      if (more === 0) throw new Error("the file became shorter while it was read");
      filled += more;
    }
    return bytes;
  };

  const blockAt = (start: number): Promise<Buffer> => {
    const known = blocks.get(start);
    if (known) return known;
    if (blocks.size === blocksKept) blocks.delete(blocks.keys().next().value!);
    const block = read(start, Math.min(size, start + blockSize));
    blocks.set(start, block);
    return block;
  };

  const bytesOf = async (start: number, end: number): Promise<ArrayBuffer> => {
    if (end - start > blockSize) return arrayBufferOf(await read(start, end));
    const first = start - (start % blockSize);
    const block = await blockAt(first);
    const inFirst = block.subarray(start - first, end - first);
    if (end <= first + blockSize) return arrayBufferOf(inFirst);
    const next = await blockAt(first + blockSize);
    return arrayBufferOf(Buffer.concat([inFirst, next.subarray(0, end - first - blockSize)]));
  };

  const slice = (start = 0, end = size) => ({ arrayBuffer: () => bytesOf(start, Math.min(end, size)) });
  return { size, type, slice } as unknown as Blob;
}

const arrayBufferOf = ({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer =>
  (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
