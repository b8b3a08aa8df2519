import type { FileBytes } from "../formats/file-bytes.ts";
import { countFramesMs, firstFrame } from "../formats/frames.ts";
import { adtsFrameAt, mpegFrameAt, type FrameHeader } from "../formats/mpeg-frame.ts";

interface Span {
  /** Bytes: from the end of the tags before the sound to the beginning of those after it. */
  start: number;
  end: number;
}

/** Padding after the tags, and what download programs leave there. */
const mostJunk = 256 * 1024;
/** Places that are looked at before a file is believed to have one bitrate, and bytes read at each. */
const probes = 12;
const probeSize = 4096;

/** The length of an ADTS stream in ms: its frames have any size and say no total, so that all of them are counted. */
export const adtsLengthMs = (file: FileBytes, span: Span): Promise<number | null> =>
  countFramesMs(file, adtsFrameAt, span);

/**
 * Duration in ms of MPEG layers I to III: the frame count of the Xing, Info or VBRI tag; without one, size over
 * bitrate, if it is the same wherever one looks (CBR); else (VBR) the counted frames.
 */
export async function mpegLengthMs(file: FileBytes, span: Span): Promise<number | null> {
  const head = await file.read(span.start, Math.min(span.end, span.start + mostJunk));
  const first = firstFrame(head, mpegFrameAt);
  if (!first) return null;
  const { at, frame } = first;
  const told = toldFrames(head.subarray(at, at + frame.size), frame);
  if (told > 0) return Math.round((told * frame.samples * 1000) / frame.rate);
  const sound = { start: span.start + at, end: span.end };
  if (await hasOneBitrate(file, sound, frame)) {
    return Math.round(((sound.end - sound.start) * 8000) / frame.bitrate!);
  }
  return countFramesMs(file, mpegFrameAt, sound);
}

/** The number of frames in a Xing, Info or VBRI tag; 0 without one. */
function toldFrames(bytes: Buffer, { xingAt }: FrameHeader): number {
  for (const at of [xingAt, xingAt + 2]) {
    const hasTag = /^(?:Xing|Info)$/.test(bytes.toString("latin1", at, at + 4));
    if (hasTag && at + 12 <= bytes.length && (bytes[at + 7]! & 1) !== 0) return bytes.readUInt32BE(at + 8);
  }
  return bytes.toString("latin1", 36, 40) === "VBRI" && bytes.length >= 54 ? bytes.readUInt32BE(50) : 0;
}

async function hasOneBitrate(
  file: FileBytes,
  { start, end }: Span,
  { bitrate }: FrameHeader,
): Promise<boolean> {
  const step = (end - start) / probes;
  for (let probe = 0; probe < probes; probe++) {
    const from = Math.floor(start + probe * step);
    const bytes = await file.read(from, Math.min(end, from + probeSize));
    let { at, frame } = firstFrame(bytes, mpegFrameAt) ?? { at: 0, frame: undefined };
    for (; frame; frame = mpegFrameAt(bytes, at)) {
      if (frame.bitrate !== bitrate) return false;
      at += frame.size;
    }
  }
  return true;
}
