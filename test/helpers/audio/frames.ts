import { soundOf } from "./bytes.ts";

/** Sound in frames without a header that says how many there are. */

const kilobits = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

/** MPEG 1 layer III of any bitrate, frame by frame, without a Xing or VBRI tag: 44.1 kHz, 26.1 ms a frame. */
export function vbrFrames(seconds: number, seed = "vbr"): Buffer {
  const count = Math.round((seconds * 44_100) / 1152);
  const rates = soundOf(`${seed} rates`, count);
  const frames = Array.from({ length: count }, (_, at) => {
    // It begins as one of one bitrate does: silence first.
    const index = at < 10 ? 1 : 1 + (rates[at]! % kilobits.length);
    const frame = soundOf(`${seed} ${at}`, Math.floor((144 * kilobits[index - 1]! * 1000) / 44_100));
    frame.set([0xff, 0xfb, index << 4, 0x00]);
    return frame;
  });
  return Buffer.concat(frames);
}

/** An ADTS stream of AAC: 44.1 kHz, 23.2 ms a frame, and frames of any size. */
export function adtsFrames(seconds: number, seed = "aac"): Buffer {
  const count = Math.round((seconds * 44_100) / 1024);
  const sizes = soundOf(`${seed} sizes`, count);
  const frames = Array.from({ length: count }, (_, at) => {
    const frame = soundOf(`${seed} ${at}`, 60 + sizes[at]!);
    const size = frame.length;
    frame.set([0xff, 0xf1, 0x50, 0x80 | (size >> 11), (size >> 3) & 0xff, ((size & 7) << 5) | 0x1f, 0xfc]);
    return frame;
  });
  return Buffer.concat(frames);
}
