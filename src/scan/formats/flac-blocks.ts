import type { FileBytes } from "./file-bytes.ts";
import { skipId3v2 } from "./media-type.ts";

/** A metadata block's head (RFC 9639, section 8.1). */
interface FlacBlock {
  type: number;
  /** Where the next one begins, or the sound. */
  end: number;
  isLast: boolean;
}

const pictureType = 6;
const mostBlocks = 1000;

/** The metadata blocks of a FLAC stream, their contents skipped; none where "fLaC" does not stand at `start`. */
export async function* walkFlacBlocks(file: FileBytes, start: number): AsyncGenerator<FlacBlock> {
  if ((await file.read(start, start + 4)).toString("latin1") !== "fLaC") return;
  let at = start + 4;
  for (let blocks = 0; blocks < mostBlocks; blocks++) {
    const head = await file.read(at, at + 4);
    if (head.length < 4) return;
    at += 4 + head.readUIntBE(1, 3);
    const block = { type: head[0]! & 0x7f, end: at, isLast: (head[0]! & 0x80) !== 0 };
    yield block;
    if (block.isLast) return;
  }
}

export async function hasFlacPicture(file: FileBytes): Promise<boolean> {
  for await (const { type } of walkFlacBlocks(file, await skipId3v2(file)))
    if (type === pictureType) return true;
  return false;
}
