import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import type { Part } from "../format.ts";

/**
 * Deflate with a preset dictionary: what the documents of a part have in common is stored once. A CRC-32 follows, of the packed
 * bytes and of what stands `beside` them in the row: a bit that tipped over on the disk is a fault, and not another title.
 */
export interface Compressor {
  deflate(text: string, ...beside: Beside): Buffer;
  /** Proves the checksum alone. @throws for what is not as it was written. */
  check(bytes: Buffer, ...beside: Beside): void;
  /** @throws as `check`. */
  inflate(bytes: Buffer, ...beside: Beside): string;
}

type Beside = (Buffer | string)[];
const sumBytes = 4;

/** A longer one costs more for each small document than it saves. */
export const dictionaryBytes: Record<Part, number> = {
  artist: 2048,
  "release-group": 2048,
  release: 16_384,
};

export function createCompressor(dictionary: Buffer): Compressor {
  const options = dictionary.length > 0 ? { dictionary } : {};
  // Each document is deflated by itself: most of what that costs is setting up tables, which need not be larger than it is.
  const isSmall = dictionary.length <= 4096;
  const tables = isSmall && { windowBits: 13, memLevel: 6 };
  // A piece of 16 KB that is allocated for a few hundred bytes costs half as much again as the deflating.
  const deflating = { ...options, ...tables, level: 6, chunkSize: isSmall ? 1024 : 4096 };
  // Nothing of ours is nearly so long: whoever wrote a file that is may want our memory.
  const inflating = { ...options, maxOutputLength: 256 * 1024 * 1024 };
  function check(sealed: Buffer, ...beside: Beside): void {
    const packed = sealed.subarray(0, -sumBytes);
    if (sealed.length < sumBytes || sealed.readUInt32LE(packed.length) !== sumOf(packed, beside))
      throw new Error("its checksum is another one");
  }
  return {
    check,
    deflate(text, ...beside) {
      const packed = text === "" ? Buffer.alloc(0) : deflateRawSync(text, deflating);
      const sealed = Buffer.allocUnsafe(packed.length + sumBytes);
      packed.copy(sealed);
      sealed.writeUInt32LE(sumOf(packed, beside), packed.length);
      return sealed;
    },
    inflate(sealed, ...beside) {
      check(sealed, ...beside);
      const packed = sealed.subarray(0, -sumBytes);
      return packed.length === 0 ? "" : inflateRawSync(packed, inflating).toString("utf8");
    },
  };
}

/** Of nothing, zlib may begin anew. */
const sumOf = (packed: Buffer, beside: Beside): number =>
  [packed, ...beside].reduce<number>((sum, each) => (each.length === 0 ? sum : crc32(each, sum)), 0);

/** Out of the first documents: the end of a dictionary is what is found best. */
export const dictionaryOf = (texts: string[], part: Part): Buffer =>
  Buffer.from(texts.join("")).subarray(-dictionaryBytes[part]);
