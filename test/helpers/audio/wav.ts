import { id3, type Id3Tags } from "../audio.ts";
import { uint32le } from "./bytes.ts";

interface WavTags {
  /** A RIFF INFO list: INAM, IART, IPRD … */
  info?: Record<string, string>;
  id3?: Id3Tags;
}

/** A WAV file of silence. */
export function wav(seconds = 0.1, { info, id3: frames }: WavTags = {}): Buffer {
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0); // PCM
  format.writeUInt16LE(1, 2); // mono
  format.writeUInt32LE(8000, 4);
  format.writeUInt32LE(8000, 8);
  format.writeUInt16LE(1, 12);
  format.writeUInt16LE(8, 14);
  const chunks = [
    chunk("fmt ", format),
    ...(info ? [chunk("LIST", infoList(info))] : []),
    ...(frames ? [chunk("id3 ", id3(frames))] : []),
    chunk("data", Buffer.alloc(Math.round(8000 * seconds))),
  ];
  return chunk("RIFF", Buffer.concat([Buffer.from("WAVE"), ...chunks]));
}

function infoList(info: Record<string, string>): Buffer {
  const entries = Object.entries(info).map(([id, text]) => chunk(id, Buffer.from(`${text}\0`)));
  return Buffer.concat([Buffer.from("INFO"), ...entries]);
}

/** Chunks begin at even places. */
function chunk(id: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(id), uint32le(body.length), body, Buffer.alloc(body.length % 2)]);
}
