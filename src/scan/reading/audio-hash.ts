import { createHash } from "node:crypto";
import { readOggLayout } from "../formats/ogg.ts";
import { walkOggPages } from "../formats/ogg-pages.ts";
import type { FileBytes } from "../formats/file-bytes.ts";
import { walkFlacBlocks } from "../formats/flac-blocks.ts";
import { skipId3v2, type MediaType } from "../formats/media-type.ts";
import { skipTrailingTags } from "../formats/trailing-tags.ts";

/** Bytes of sound that are hashed. */
const hashedBytes = 64 * 1024;
/** Less tells too little. */
const leastBytes = 1024;

/**
 * Content hash of the sound alone: the same whatever the tags say. FLAC's own MD5 where its encoder wrote one, else a
 * hash of the first 64 kB after the tags and of the length. Null where there is too little, or nothing but silence: two
 * files of silence have nothing in common.
 */
export async function hashAudio(
  file: FileBytes,
  mediaType: MediaType | undefined,
  lengthMs: number | null,
): Promise<string | null> {
  const start = await skipId3v2(file);
  if (mediaType === "audio/flac") {
    const md5 = await file.read(start + 26, start + 42);
    if (md5.some((byte) => byte !== 0)) return `flac:${md5.toString("hex")}`;
  }
  const sound = await firstSound(file, mediaType, start);
  if (!sound || sound.length < leastBytes || isSilence(sound)) return null;
  const hash = createHash("sha1").update(sound).update(String(lengthMs)).digest("hex");
  return `${mediaType?.slice(6) ?? "sound"}:${hash}`;
}

/** Nine bytes of ten alike. */
function isSilence(bytes: Buffer): boolean {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte]!++;
  return Math.max(...counts) * 10 > bytes.length * 9;
}

async function firstSound(
  file: FileBytes,
  mediaType: MediaType | undefined,
  start: number,
): Promise<Buffer | undefined> {
  switch (mediaType) {
    case "audio/ogg":
      return oggSound(file, start);
    case "audio/flac":
      return soundFrom(file, await flacFrames(file, start));
    case "audio/mp4":
      return soundFrom(file, await payloadOf(file, start, "mdat", mp4Box));
    case "audio/wav":
      return soundFrom(file, await payloadOf(file, start + 12, "data", riffChunk));
    case "audio/aiff":
      return soundFrom(file, await payloadOf(file, start + 12, "SSND", aiffChunk));
    case "audio/ms-wma":
      return soundFrom(file, await asfHeaderEnd(file, start));
    case undefined:
      return undefined;
    default:
      return soundFrom(file, start); // their tags stand at the end
  }
}

async function soundFrom(file: FileBytes, start: number | undefined): Promise<Buffer | undefined> {
  if (start === undefined) return undefined;
  return file.read(start, Math.min(await skipTrailingTags(file), start + hashedBytes));
}

/** What the pages hold: their numbers change when the tags before them grow. */
async function oggSound(file: FileBytes, start: number): Promise<Buffer | undefined> {
  const layout = await readOggLayout(file, start);
  if (!layout) return undefined;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const { serial, payload } of walkOggPages(file, layout.firstSound.at)) {
    if (serial !== layout.sound.serial) continue;
    const part = await file.read(payload.start, payload.end);
    parts.push(part);
    length += part.length;
    if (length >= hashedBytes) break;
  }
  return Buffer.concat(parts).subarray(0, hashedBytes);
}

async function flacFrames(file: FileBytes, start: number): Promise<number | undefined> {
  for await (const { end, isLast } of walkFlacBlocks(file, start)) if (isLast) return end;
  return undefined;
}

/** How a container's part begins: its name, and where its payload and the next part begin. */
type Part = (head: Buffer) => { name: string; headSize: number; size: number };

const latin1 = (head: Buffer, at: number): string => head.toString("latin1", at, at + 4);
const mp4Box: Part = (head) => {
  const size = head.readUInt32BE(0);
  if (size === 1) return { name: latin1(head, 4), headSize: 16, size: Number(head.readBigUInt64BE(8)) };
  return { name: latin1(head, 4), headSize: 8, size: size === 0 ? Infinity : size };
};
const riffChunk: Part = (head) => {
  const size = head.readUInt32LE(4);
  return { name: latin1(head, 0), headSize: 8, size: 8 + size + (size % 2) };
};
const aiffChunk: Part = (head) => {
  const size = head.readUInt32BE(4);
  return { name: latin1(head, 0), headSize: 8, size: 8 + size + (size % 2) };
};

async function payloadOf(
  file: FileBytes,
  start: number,
  wanted: string,
  part: Part,
): Promise<number | undefined> {
  for (let [at, parts] = [start, 0]; parts < 1000; parts++) {
    const head = await file.read(at, at + 16);
    if (head.length < 16) return undefined;
    const { name, headSize, size } = part(head);
    if (name === wanted) return at + headSize;
    if (size < headSize) return undefined;
    at += size;
  }
  return undefined;
}

/** The header object, tags and all, says its size in bytes. */
async function asfHeaderEnd(file: FileBytes, start: number): Promise<number | undefined> {
  const head = await file.read(start, start + 24);
  return head.length < 24 ? undefined : start + Number(head.readBigUInt64LE(16));
}
