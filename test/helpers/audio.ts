import { createHash } from "node:crypto";
import { counted, soundOf, synchsafe, uint32be, uint32le } from "./audio/bytes.ts";

/** Small, valid audio files, made here: a header, tags, and just enough sound for a length. */

export interface Picture {
  bytes: Buffer;
  /** 3 is the front cover. */
  type?: number;
  mediaType?: string;
}

export interface AudioTags {
  /** Names as in a FLAC file: TITLE, ALBUMARTIST, MUSICBRAINZ_TRACKID … */
  [name: string]: string | string[];
}

export interface AudioOptions {
  seconds?: number;
  /** Files of the same seed sound the same, whatever their tags say; without one, the title is it. */
  audio?: string;
  picture?: Picture;
}

const sampleRate = 44_100;

/** A FLAC file of that length; its frames are left out, as its length stands in the header. */
export function flac(tags: AudioTags, { seconds = 180, audio, picture }: AudioOptions = {}): Buffer {
  const blocks = [
    { type: 0, body: streamInfo(seconds, audio ?? seedOf(tags)) },
    { type: 4, body: vorbisComment(tags) },
    ...(picture ? [{ type: 6, body: flacPicture(picture) }] : []),
  ];
  const parts = blocks.map(({ type, body }, at) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(body.length);
    head[0] = type | (at === blocks.length - 1 ? 0x80 : 0);
    return Buffer.concat([head, body]);
  });
  return Buffer.concat([Buffer.from("fLaC"), ...parts]);
}

/** What the encoder heard: the title, as long as nobody says otherwise. */
export const seedOf = (tags: AudioTags): string => String(tags["TITLE"] ?? "");

function streamInfo(seconds: number, audio: string): Buffer {
  const body = Buffer.alloc(34);
  body.writeUInt16BE(4096, 0);
  body.writeUInt16BE(4096, 2);
  const samples = BigInt(Math.round(seconds * sampleRate));
  // 20 bits of rate, 3 of channels - 1, 5 of bits - 1, 36 of samples.
  body.writeBigUInt64BE((BigInt(sampleRate) << 44n) | (1n << 41n) | (15n << 36n) | samples, 10);
  createHash("md5").update(`${audio} ${seconds}`).digest().copy(body, 18);
  return body;
}

export function vorbisComment(tags: AudioTags): Buffer {
  const comments = Object.entries(tags).flatMap(([name, values]) =>
    [values].flat().map((value) => counted(`${name}=${value}`)),
  );
  return Buffer.concat([counted("importer test"), uint32le(comments.length), ...comments]);
}

export function flacPicture({ bytes, type = 3, mediaType = "image/png" }: Picture): Buffer {
  const name = Buffer.from(mediaType);
  const sizes = [0, 0, 24, 0].map(uint32be);
  return Buffer.concat([
    uint32be(type),
    uint32be(name.length),
    name,
    uint32be(0),
    ...sizes,
    uint32be(bytes.length),
    bytes,
  ]);
}

export interface Id3Tags {
  /** TIT2, TPE1, TPE2, TALB, TRCK … */
  frames: Record<string, string>;
  /** TXXX frames, by description. */
  texts?: Record<string, string>;
  recordingMbid?: string;
  lyrics?: string;
  picture?: Picture;
}

/** An MP3 file of one bitrate with an ID3v2.4 tag and so many frames of 26 ms. */
export function mp3(tags: Id3Tags, frameCount = 40, audio = tags.frames["TIT2"] ?? ""): Buffer {
  // MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes a frame
  return Buffer.concat([
    id3(tags),
    ...frames(soundOf(audio, frameCount * 417), 417, [0xff, 0xfb, 0x90, 0x00]),
  ]);
}

function frames(sound: Buffer, size: number, header: number[]): Buffer[] {
  return Array.from({ length: sound.length / size }, (_, at) => {
    const frame = sound.subarray(at * size, (at + 1) * size);
    frame.set(header);
    return frame;
  });
}

/** An ID3v2.4 tag; 2.3 and 2.2 say sizes, and encodings, in another way. */
export function id3(tags: Id3Tags): Buffer {
  const frames = [
    ...Object.entries(tags.frames).map(([id, text]) => id3Frame(id, utf8(text))),
    ...Object.entries(tags.texts ?? {}).map(([name, text]) => id3Frame("TXXX", utf8(`${name}\0${text}`))),
    ...(tags.recordingMbid
      ? [id3Frame("UFID", Buffer.from(`http://musicbrainz.org\0${tags.recordingMbid}`, "latin1"))]
      : []),
    ...(tags.lyrics ? [id3Frame("USLT", Buffer.from(`\x03eng\0${tags.lyrics}`))] : []),
    ...(tags.picture ? [id3Frame("APIC", id3Picture(tags.picture))] : []),
  ];
  const body = Buffer.concat(frames);
  const head = Buffer.concat([Buffer.from("ID3\x04\0\0", "latin1"), synchsafe(body.length)]);
  return Buffer.concat([head, body]);
}

const utf8 = (text: string): Buffer => Buffer.from(`\x03${text}`);

function id3Frame(id: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(id), synchsafe(body.length), Buffer.alloc(2), body]);
}

function id3Picture({ bytes, type = 3, mediaType = "image/png" }: Picture): Buffer {
  return Buffer.concat([Buffer.from(`\0${mediaType}\0`), Buffer.from([type, 0]), bytes]);
}
