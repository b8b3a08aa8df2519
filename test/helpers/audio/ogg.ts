import { flacPicture, vorbisComment, type AudioOptions, type AudioTags } from "../audio.ts";
import { uint32le } from "./bytes.ts";

/** An Ogg Vorbis file of that length: its headers, and one packet that stands at the end. */
export function oggVorbis(tags: AudioTags, { seconds = 180, picture }: AudioOptions = {}): Buffer {
  const rate = 44_100;
  const identification = Buffer.concat([
    ...[Buffer.from("\x01vorbis"), uint32le(0), Buffer.from([2]), uint32le(rate)],
    ...[uint32le(0), uint32le(192_000), uint32le(0), Buffer.from([0xb8, 1])],
  ]);
  const comment = vorbisComment(withPicture(tags, picture));
  const comments = Buffer.concat([Buffer.from("\x03vorbis"), comment, Buffer.from([1])]);
  return pagesOf([identification, comments, Buffer.from("\x05vorbis\x01")], seconds * rate);
}

/** An Opus file of that length; Opus always counts 48,000 samples a second. */
export function opus(tags: AudioTags, { seconds = 180, picture }: AudioOptions = {}): Buffer {
  const head = Buffer.concat([Buffer.from("OpusHead\x01\x02\0\0"), uint32le(48_000), Buffer.alloc(3)]);
  const comments = Buffer.concat([Buffer.from("OpusTags"), vorbisComment(withPicture(tags, picture))]);
  return pagesOf([head, comments], seconds * 48_000);
}

/** A picture is a comment like others, in base64. */
const withPicture = (tags: AudioTags, picture: AudioOptions["picture"]): AudioTags => ({
  ...tags,
  ...(picture && { METADATA_BLOCK_PICTURE: flacPicture(picture).toString("base64") }),
});

/** The first header alone on its page, the others after it, then a page of sound. */
function pagesOf([first, ...headers]: Buffer[], samples: number): Buffer {
  const laced = headers.flatMap(lace);
  const pages: Buffer[] = [page(0, 2, 0, lace(first!))];
  const perPage = 255;
  for (let at = 0; at < laced.length; at += perPage) {
    // A packet that goes on from the page before.
    const goesOn = at > 0 && laced[at - 1]!.length === 255 ? 1 : 0;
    pages.push(page(pages.length, goesOn, 0, laced.slice(at, at + perPage)));
  }
  pages.push(page(pages.length, 4, samples, [Buffer.alloc(20)]));
  return Buffer.concat(pages);
}

/** Segments of 255 bytes; a shorter one, of none at the least, ends the packet. */
function lace(packet: Buffer): Buffer[] {
  const count = Math.floor(packet.length / 255) + 1;
  return Array.from({ length: count }, (_, at) => packet.subarray(at * 255, (at + 1) * 255));
}

function page(number: number, flags: number, position: number, segments: Buffer[]): Buffer {
  const head = Buffer.alloc(27);
  head.write("OggS");
  head[5] = flags;
  head.writeBigUInt64LE(BigInt(Math.round(position)), 6);
  head.writeUInt32LE(1, 14); // the stream's number
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
