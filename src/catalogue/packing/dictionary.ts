import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Part } from "../format.ts";

/** Deflate with a preset dictionary: what the documents of a part have in common is stored once. */
export interface Compressor {
  deflate(text: string): Buffer;
  inflate(bytes: Buffer): string;
}

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
  const deflating = { ...options, level: 6, ...(isSmall && { windowBits: 13, memLevel: 6 }) };
  // Nothing of ours is nearly so long: whoever wrote a file that is may want our memory.
  const inflating = { ...options, maxOutputLength: 256 * 1024 * 1024 };
  return {
    deflate: (text) => deflateRawSync(text, deflating),
    inflate: (bytes) => inflateRawSync(bytes, inflating).toString("utf8"),
  };
}

/** Out of the first documents: the end of a dictionary is what is found best. */
export const dictionaryOf = (texts: string[], part: Part): Buffer =>
  Buffer.from(texts.join("")).subarray(-dictionaryBytes[part]);
