import { hasFrames } from "./frames.ts";
import { adtsFrameAt, mpegFrameAt } from "./mpeg-frame.ts";
import type { FileBytes } from "./file-bytes.ts";

/** The media types of the formats that are read, as the tag reader calls them. */
export type MediaType =
  | "audio/mpeg"
  | "audio/aacp"
  | "audio/flac"
  | "audio/mp4"
  | "audio/ogg"
  | "audio/wav"
  | "audio/aiff"
  | "audio/ms-wma"
  | "audio/ape"
  | "audio/wavpack"
  | "audio/musepack"
  | "audio/dsf";

const asfHeader = Buffer.from("3026b2758e66cf11a6d900aa0062ce6c", "hex");

/** Magic numbers, after the ID3v2 tag that may stand before any of them. */
const magicNumbers: [MediaType, (head: Buffer) => boolean][] = [
  ["audio/flac", (head) => startsWith(head, "fLaC")],
  ["audio/ogg", (head) => startsWith(head, "OggS")],
  ["audio/wav", (head) => startsWith(head, "RIFF") && startsWith(head.subarray(8), "WAVE")],
  ["audio/aiff", (head) => startsWith(head, "FORM") && /^AIF[FC]/.test(latin1(head.subarray(8, 12)))],
  ["audio/mp4", (head) => startsWith(head.subarray(4), "ftyp")],
  ["audio/ms-wma", (head) => head.subarray(0, 16).equals(asfHeader)],
  ["audio/ape", (head) => startsWith(head, "MAC ")],
  ["audio/wavpack", (head) => startsWith(head, "wvpk")],
  ["audio/musepack", (head) => startsWith(head, "MPCK") || startsWith(head, "MP+")],
  ["audio/dsf", (head) => startsWith(head, "DSD ")],
  // Twelve bits of one. The layer is zero for AAC, whose header would do for MPEG else.
  ["audio/aacp", (head) => head[0] === 0xff && (head[1]! & 0xf6) === 0xf0],
  ["audio/mpeg", (head) => head[0] === 0xff && (head[1]! & 0xe0) === 0xe0 && (head[1]! & 0x06) !== 0],
];

/** What the bytes are, whatever the file is called; undefined where nothing is recognised. */
export async function recogniseMediaType(file: FileBytes): Promise<MediaType | undefined> {
  const start = await skipId3v2(file);
  const head = await file.read(start, start + 16);
  if (head.length < 4) return undefined;
  return magicNumbers.find(([, isOf]) => isOf(head))?.[0] ?? recogniseFrames(file, start);
}

/** Bytes in which a stream's frames are looked for: padding after the tags, or a recording that began within one. */
const mostBeforeFrames = 16 * 1024;

async function recogniseFrames(file: FileBytes, start: number): Promise<MediaType | undefined> {
  const bytes = await file.read(start, start + mostBeforeFrames);
  if (hasFrames(bytes, mpegFrameAt)) return "audio/mpeg";
  return hasFrames(bytes, adtsFrameAt) ? "audio/aacp" : undefined;
}

/** Where the ID3v2 tags at the beginning of the file end, in bytes; some files have several. */
export async function skipId3v2(file: FileBytes): Promise<number> {
  let end = 0;
  for (let tags = 0; tags < 4; tags++) {
    const head = await file.read(end, end + 10);
    if (head.length < 10 || !startsWith(head, "ID3")) break;
    const hasFooter = (head[5]! & 0x10) !== 0;
    end += 10 + synchsafeAt(head, 6) + (hasFooter ? 10 : 0);
  }
  return end;
}

/** Four bytes of seven bits. */
const synchsafeAt = (bytes: Buffer, at: number): number =>
  ((bytes[at]! & 0x7f) << 21) |
  ((bytes[at + 1]! & 0x7f) << 14) |
  ((bytes[at + 2]! & 0x7f) << 7) |
  (bytes[at + 3]! & 0x7f);

const latin1 = (bytes: Buffer): string => bytes.toString("latin1");
const startsWith = (bytes: Buffer, text: string): boolean => latin1(bytes.subarray(0, text.length)) === text;
