import type { FileBytes } from "../formats/file-bytes.ts";

/** A frame with 8 channels of 65,535 samples could be larger; encoders stay far below. */
const tailSize = 256 * 1024;

/**
 * The length of a FLAC stream whose header does not say it (its encoder could not go back): from the last frame's
 * number (RFC 9639, section 9.1). `start`: where "fLaC" stands. ms, or null where no frame is found.
 */
export async function flacLengthMs(file: FileBytes, start: number): Promise<number | null> {
  const info = await file.read(start + 8, start + 8 + 18);
  if (info.length < 18) return null;
  const blockSize = info.readUInt16BE(2);
  const rate = info.readUIntBE(10, 3) >> 4;
  const from = Math.max(start + 42, file.size - tailSize);
  const tail = await file.read(from, file.size);
  for (
    let at = tail.lastIndexOf(0xff);
    at >= 0 && rate > 0;
    at = at === 0 ? -1 : tail.lastIndexOf(0xff, at - 1)
  ) {
    const samples = samplesUpTo(tail, at, blockSize);
    if (samples !== undefined) return Math.round((samples / rate) * 1000);
  }
  return null;
}

/** The samples up to the end of the frame at this byte; undefined where none begins. */
function samplesUpTo(bytes: Buffer, at: number, fixedSize: number): number | undefined {
  const second = bytes[at + 1];
  if ((second !== 0xf8 && second !== 0xf9) || at + 16 > bytes.length) return undefined;
  const [sizeCode, rateCode] = [bytes[at + 2]! >> 4, bytes[at + 2]! & 0xf];
  const number = codedNumber(bytes, at + 4);
  if (sizeCode === 0 || rateCode === 15 || !number) return undefined;
  let next = at + 4 + number.length;
  let size = sizeCode === 1 ? 192 : sizeCode <= 5 ? 576 << (sizeCode - 2) : 256 << (sizeCode - 8);
  if (sizeCode === 6) size = bytes[next++]! + 1;
  if (sizeCode === 7) [size, next] = [bytes.readUInt16BE(next) + 1, next + 2];
  next += rateCode === 12 ? 1 : rateCode >= 13 ? 2 : 0;
  if (next >= bytes.length || crc8(bytes.subarray(at, next)) !== bytes[next]) return undefined;
  return second === 0xf9 ? number.value + size : number.value * fixedSize + size;
}

/** As UTF-8 has it, up to 36 bits. */
function codedNumber(bytes: Buffer, at: number): { value: number; length: number } | undefined {
  const first = bytes[at]!;
  const length = first < 0x80 ? 1 : Math.clz32(~(first << 24));
  if (length === 0 || length > 7 || (first >= 0x80 && length === 1)) return undefined;
  let value = length === 1 ? first : first & (0xff >> (length + 1));
  for (let each = 1; each < length; each++) {
    const byte = bytes[at + each] ?? 0;
    if ((byte & 0xc0) !== 0x80) return undefined;
    value = value * 64 + (byte & 0x3f);
  }
  return { value, length };
}

function crc8(bytes: Buffer): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80 ? ((sum << 1) ^ 0x07) & 0xff : sum << 1;
  }
  return sum;
}
