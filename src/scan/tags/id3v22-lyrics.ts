import type { ILyricsTag } from "music-metadata";
import type { FileBytes } from "../formats/file-bytes.ts";

const headSize = 6;
/** The largest tag that is searched, in bytes. */
const mostTag = 16 * 1024 ** 2;

/** ULT frames of an ID3v2.2 tag (section 4.9): lyrics that the tag reader leaves out. */
export async function readId3v22Lyrics(file: FileBytes): Promise<ILyricsTag[]> {
  const head = await file.read(0, 10);
  if (head.toString("latin1", 0, 3) !== "ID3" || head[3] !== 2) return [];
  const size = (head[6]! << 21) | (head[7]! << 14) | (head[8]! << 7) | head[9]!;
  const tag = await file.read(10, 10 + Math.min(size, mostTag));
  const lyrics: ILyricsTag[] = [];
  for (let at = 0; at + headSize < tag.length && tag[at] !== 0;) {
    const length = tag.readUIntBE(at + 3, 3);
    const body = tag.subarray(at + headSize, at + headSize + length);
    if (tag.toString("latin1", at, at + 3) === "ULT" && body.length > 4) {
      const text = textOfFrame(body);
      if (text.trim() !== "") lyrics.push({ text } as ILyricsTag);
    }
    at += headSize + length;
  }
  return lyrics;
}

/** Encoding, three letters of language, a description up to a null, the words. */
function textOfFrame(body: Buffer): string {
  const isWide = body[0] === 1;
  const rest = body.subarray(4);
  if (!isWide) {
    const end = rest.indexOf(0);
    return new TextDecoder("windows-1252").decode(rest.subarray(end + 1)).replace(/\0+$/, "");
  }
  let end = 0;
  while (end + 1 < rest.length && (rest[end] !== 0 || rest[end + 1] !== 0)) end += 2;
  const words = rest.subarray(end + 2);
  const isBigEndian = words[0] === 0xfe && words[1] === 0xff;
  return new TextDecoder(isBigEndian ? "utf-16be" : "utf-16le").decode(words).replace(/\0+$/, "");
}
