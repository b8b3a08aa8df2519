import { crc32 } from "node:zlib";

/**
 * An .xz file that is not compressed: LZMA2 has chunks that hold their bytes as they are. Every xz reads it, and nothing is
 * needed to write it (format: https://tukaani.org/xz/xz-file-format.txt).
 */
export function storedXz(data: Buffer): Buffer {
  const packed = Buffer.concat([...chunksOf(data), Buffer.of(0)]);
  const blockHeader = withCrc(Buffer.of(2, 0, 0x21, 1, 0x16, 0, 0, 0));
  const unpadded = blockHeader.length + packed.length + 4;
  const index = withCrc(padded(Buffer.concat([Buffer.of(0, 1), varint(unpadded), varint(data.length)])));
  const backward = Buffer.alloc(4);
  backward.writeUInt32LE(index.length / 4 - 1);
  const footer = Buffer.concat([backward, flags]);
  return Buffer.concat([
    Buffer.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0),
    withCrc(flags),
    blockHeader,
    padded(packed),
    crcOf(data),
    index,
    crcOf(footer),
    footer,
    Buffer.from("YZ"),
  ]);
}

/** The check of a block is its CRC32. */
const flags = Buffer.of(0, 1);
const largestChunk = 65_536;

function* chunksOf(data: Buffer): Generator<Buffer> {
  for (let at = 0; at < data.length; at += largestChunk) {
    const chunk = data.subarray(at, at + largestChunk);
    const size = chunk.length - 1;
    yield Buffer.of(at === 0 ? 1 : 2, size >> 8, size & 0xff); // the first one resets the dictionary
    yield chunk;
  }
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 0x80);
  }
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
const withCrc = (bytes: Buffer): Buffer => Buffer.concat([bytes, crcOf(bytes)]);

function crcOf(bytes: Buffer): Buffer {
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(crc32(bytes));
  return crc;
}
