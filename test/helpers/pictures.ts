import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";

/** A small square PNG of coloured stripes, at once: the same for the same seed. */
export function drawPng(seed: string, size: number): Buffer {
  const hash = createHash("sha256").update(seed).digest();
  const rgb = Buffer.alloc(size * size * 3);
  for (let at = 0; at < size * size; at++) {
    const stripe = Math.floor((((at % size) + Math.floor(at / size)) * 4) / size) % 8;
    hash.copy(rgb, at * 3, stripe * 3, stripe * 3 + 3);
  }
  return encodePng(rgb, { width: size, height: size });
}

/** `rgb`: red, green and blue of each pixel, row by row. */
export function encodePng(rgb: Uint8Array, { width, height }: { width: number; height: number }): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8); // eight bits a channel, red, green and blue
  const rows = Buffer.alloc(height * (1 + width * 3)); // each row after a zero: unfiltered
  for (let row = 0; row < height; row++) {
    rows.set(rgb.subarray(row * width * 3, (row + 1) * width * 3), row * (1 + width * 3) + 1);
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
