import type { FileBytes } from "./file-bytes.ts";

/** Where the sound ends, in bytes: before the ID3v1, Lyrics3 and APEv2 tags at the file's end. */
export async function skipTrailingTags(file: FileBytes): Promise<number> {
  let end = file.size;
  const textAt = async (start: number, length: number): Promise<string> =>
    start < 0 ? "" : (await file.read(start, start + length)).toString("latin1");
  if ((await textAt(end - 128, 3)) === "TAG") end -= 128;
  if ((await textAt(end - 9, 9)) === "LYRICS200") {
    const size = Number(await textAt(end - 15, 6));
    if (Number.isInteger(size)) end -= size + 15;
  }
  if ((await textAt(end - 32, 8)) === "APETAGEX") {
    const footer = await file.read(end - 32, end);
    const hasHeader = (footer.readUInt32LE(20) & 0x80000000) !== 0;
    end -= footer.readUInt32LE(12) + (hasHeader ? 32 : 0);
  }
  return Math.max(0, end);
}
