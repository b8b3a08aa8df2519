import { flac, flacPicture, seedOf, vorbisComment, type AudioOptions, type AudioTags } from "../audio.ts";
import { soundOf, uint16le, uint32le } from "./bytes.ts";

/** Stream numbers; those of two links of a chain differ. */
export interface OggOptions extends AudioOptions {
  serial?: number;
}

/** An Ogg Vorbis file of that length: its headers, and pages of sound, some 90 kB of them. */
export function oggVorbis(
  tags: AudioTags,
  { seconds = 180, audio, picture, serial = 1 }: OggOptions = {},
): Buffer {
  const rate = 44_100;
  const identification = Buffer.concat([
    Buffer.from("\x01vorbis"),
    uint32le(0),
    Buffer.from([2]),
    uint32le(rate),
    uint32le(0),
    uint32le(192_000),
    uint32le(0),
    Buffer.from([0xb8, 1]),
  ]);
  const comment = vorbisComment(withPicture(tags, picture));
  const comments = Buffer.concat([Buffer.from("\x03vorbis"), comment, Buffer.from([1])]);
  const sound = { samples: seconds * rate, seed: audio ?? seedOf(tags), serial };
  return pagesOf([identification, comments, Buffer.from("\x05vorbis\x01")], sound);
}

/** Samples that a decoder throws away. */
const preSkip = 3840;

/** An Opus file of that length; Opus always counts 48,000 samples a second. */
export function opus(
  tags: AudioTags,
  { seconds = 180, audio, picture, serial = 1 }: OggOptions = {},
): Buffer {
  const head = Buffer.concat([
    Buffer.from("OpusHead\x01\x02", "latin1"),
    uint16le(preSkip),
    uint32le(48_000),
    Buffer.alloc(3),
  ]);
  const comments = Buffer.concat([Buffer.from("OpusTags"), vorbisComment(withPicture(tags, picture))]);
  const sound = { samples: seconds * 48_000 + preSkip, seed: audio ?? seedOf(tags), serial };
  return pagesOf([head, comments], sound);
}

/** FLAC in Ogg: STREAMINFO behind the mapping's header, then a packet for each other block of the FLAC file. */
export function oggFlac(tags: AudioTags, options: OggOptions = {}): Buffer {
  const { seconds = 180, audio, serial = 1 } = options;
  const [info, ...blocks] = flacBlocks(flac(tags, { ...options, seconds }));
  const mapping = Buffer.concat([Buffer.from("\x7fFLAC\x01\0\0", "latin1"), Buffer.from([blocks.length])]);
  const sound = { samples: seconds * 44_100, seed: audio ?? seedOf(tags), serial };
  return pagesOf([Buffer.concat([mapping, Buffer.from("fLaC"), info!]), ...blocks], sound);
}

function flacBlocks(file: Buffer): Buffer[] {
  const blocks: Buffer[] = [];
  for (let at = 4; at < file.length; at += blocks.at(-1)!.length) {
    blocks.push(file.subarray(at, at + 4 + file.readUIntBE(at + 1, 3)));
  }
  return blocks;
}

/** A picture is a comment like others, in base64. */
const withPicture = (tags: AudioTags, picture: AudioOptions["picture"]): AudioTags => ({
  ...tags,
  ...(picture && { METADATA_BLOCK_PICTURE: flacPicture(picture).toString("base64") }),
});

interface Sound {
  samples: number;
  seed: string;
  serial: number;
}

/** Pages of sound, of 4.5 kB each. */
const soundPages = 20;

/** The first header alone on its page, the others after it, then the sound. */
function pagesOf([first, ...headers]: Buffer[], { samples, seed, serial }: Sound): Buffer {
  const laced = headers.flatMap(lace);
  const pages: Buffer[] = [page(serial, 0, 2, 0, lace(first!))];
  const perPage = 255;
  for (let at = 0; at < laced.length; at += perPage) {
    // A packet that goes on from the page before.
    const goesOn = at > 0 && laced[at - 1]!.length === 255 ? 1 : 0;
    pages.push(page(serial, pages.length, goesOn, 0, laced.slice(at, at + perPage)));
  }
  for (let at = 1; at <= soundPages; at++) {
    const packets = Array.from({ length: 18 }, (_, packet) => soundOf(`${seed} ${at} ${packet}`, 254));
    const isLast = at === soundPages;
    pages.push(page(serial, pages.length, isLast ? 4 : 0, (samples * at) / soundPages, packets));
  }
  return Buffer.concat(pages);
}

/** Segments of 255 bytes; a shorter one, of none at the least, ends the packet. */
function lace(packet: Buffer): Buffer[] {
  const count = Math.floor(packet.length / 255) + 1;
  return Array.from({ length: count }, (_, at) => packet.subarray(at * 255, (at + 1) * 255));
}

function page(serial: number, number: number, flags: number, position: number, segments: Buffer[]): Buffer {
  const head = Buffer.alloc(27);
  head.write("OggS");
  head[5] = flags;
  head.writeBigUInt64LE(BigInt(Math.round(position)), 6);
  head.writeUInt32LE(serial, 14);
  head.writeUInt32LE(number, 18);
  head[26] = segments.length;
  const whole = Buffer.concat([head, Buffer.from(segments.map(({ length }) => length)), ...segments]);
  whole.writeUInt32LE(checksum(whole), 22);
  return whole;
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
