import type { FileBytes } from "./file-bytes.ts";
import type { FrameHeader } from "./mpeg-frame.ts";

/** Reads a frame's header where one stands. */
export type FrameAt = (bytes: Buffer, at: number) => FrameHeader | undefined;

const chunkSize = 256 * 1024;
/** No frame of any of these formats is larger, in bytes. */
const mostFrame = 8192;

/**
 * Plays the frames from `start` to `end` (bytes) and adds up their lengths, in ms. What is no frame between them is
 * skipped. Every chunk is read: for files whose length stands nowhere.
 */
export async function countFramesMs(
  file: FileBytes,
  frameAt: FrameAt,
  { start, end }: { start: number; end: number },
): Promise<number | null> {
  let [seconds, from] = [0, start];
  while (from < end) {
    const bytes = await file.read(from, Math.min(end, from + chunkSize));
    const isLast = from + bytes.length >= end;
    const limit = isLast ? bytes.length : bytes.length - mostFrame;
    let at = 0;
    while (at < limit) {
      const frame = frameAt(bytes, at);
      if (!frame || !isFollowed(bytes, at + frame.size, frameAt)) {
        const next = bytes.indexOf(0xff, at + 1);
        at = next < 0 ? limit : next;
        continue;
      }
      seconds += frame.samples / frame.rate;
      at += frame.size;
    }
    if (isLast) break;
    from += at;
  }
  return seconds > 0 ? Math.round(seconds * 1000) : null;
}

/** The first frame in the bytes that another one follows; `at` counts from their beginning. */
export function firstFrame(bytes: Buffer, frameAt: FrameAt): { at: number; frame: FrameHeader } | undefined {
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const frame = frameAt(bytes, at);
    if (frame && isFollowed(bytes, at + frame.size, frameAt)) return { at, frame };
  }
  return undefined;
}

/** Frames one after the other that are no chance in bytes of any kind. */
const frameRun = 5;

/** Are these bytes, whatever stands before the first frame, a stream of such frames? */
export function hasFrames(bytes: Buffer, frameAt: FrameAt): boolean {
  const first = firstFrame(bytes, frameAt);
  let at = first?.at ?? bytes.length;
  for (let frames = 0; frames < frameRun; frames++) {
    const frame = frameAt(bytes, at);
    if (!frame) return false;
    at += frame.size;
  }
  return true;
}

/** A header's bits may stand anywhere: two in the right distance are no chance. The last frame has none after it. */
const isFollowed = (bytes: Buffer, at: number, frameAt: FrameAt): boolean =>
  at >= bytes.length - 7 || frameAt(bytes, at) !== undefined;
