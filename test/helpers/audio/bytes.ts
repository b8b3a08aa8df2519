/** Numbers as audio files write them. */

export function uint32le(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function uint32be(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function uint16le(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function uint16be(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/** Seven bits a byte, as ID3 has it. */
export function synchsafe(value: number): Buffer {
  return Buffer.from([21, 14, 7, 0].map((shift) => (value >> shift) & 0x7f));
}

/** A text after its length in bytes, as Vorbis comments have it. */
export function counted(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([uint32le(bytes.length), bytes]);
}

/** Bytes that look like sound: always the same for a seed, and never the same for two. */
export function soundOf(seed: string, length: number): Buffer {
  let state = 1;
  for (const letter of seed) state = (Math.imul(state, 31) + letter.codePointAt(0)!) >>> 0;
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}
