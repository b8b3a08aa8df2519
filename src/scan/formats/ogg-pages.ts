import type { FileBytes } from "./file-bytes.ts";

/** An Ogg page's header (RFC 3533, section 6). */
export interface OggPage {
  /** Where it begins, in bytes. */
  at: number;
  /** The logical stream it belongs to. */
  serial: number;
  /** Samples up to the end of this page; null where no packet ends on it. */
  granule: number | null;
  isFirst: boolean;
  /** Where its payload lies, in bytes of the file. */
  payload: { start: number; end: number };
}

const headSize = 27;
const mostSegments = 255;
/** A page's largest possible size in bytes. */
export const largestPage = headSize + mostSegments + mostSegments * 255;
const noGranule = 0xffffffffffffffffn;

/** The page that begins at this byte, or undefined. `bytes` begin at `offset` of the file, and hold its header whole. */
export function oggPageAt(bytes: Buffer, at: number, offset: number): OggPage | undefined {
  if (at + headSize > bytes.length || bytes.readUInt32BE(at) !== 0x4f676753 || bytes[at + 4] !== 0)
    return undefined;
  const segments = bytes[at + 26]!;
  if (at + headSize + segments > bytes.length) return undefined;
  let size = 0;
  for (let each = 0; each < segments; each++) size += bytes[at + headSize + each]!;
  const granule = bytes.readBigUInt64LE(at + 6);
  const start = offset + at + headSize + segments;
  return {
    at: offset + at,
    serial: bytes.readUInt32LE(at + 14),
    granule: granule === noGranule ? null : Number(granule),
    isFirst: (bytes[at + 5]! & 2) !== 0,
    payload: { start, end: start + size },
  };
}

/** Pages one after the other from this byte on, their payloads skipped; ends where no page follows. */
export async function* walkOggPages(file: FileBytes, from: number): AsyncGenerator<OggPage> {
  for (let at = from; at < file.size;) {
    const page = oggPageAt(await file.read(at, at + headSize + mostSegments), 0, at);
    if (!page) return;
    yield page;
    at = page.payload.end;
  }
}

/** The pages that begin in these bytes, the last first. */
export function* findOggPagesBackward(bytes: Buffer, offset: number): Generator<OggPage> {
  for (let at = bytes.lastIndexOf("OggS"); at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf("OggS", at - 1)) {
    const page = oggPageAt(bytes, at, offset);
    if (page) yield page;
  }
}
