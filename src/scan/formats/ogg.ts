import type { FileBytes } from "./file-bytes.ts";
import { findOggPagesBackward, largestPage, walkOggPages, type OggPage } from "./ogg-pages.ts";

/** A logical stream of sound: Vorbis, Opus, FLAC or Speex. */
interface OggSound {
  serial: number;
  /** Granules a second. */
  rate: number;
  /** Samples at the beginning that are not played (Opus). */
  preSkip: number;
}

export interface OggLayout {
  sound: OggSound;
  /** Every stream that begins at the file's beginning: sound, pictures, chapters. */
  serials: Set<number>;
  /** The first page with sound in it: what comes before are headers and tags. */
  firstSound: OggPage;
  /** The granule position at which it begins. */
  begin: number;
}

/** Pages of headers and tags; a picture of 30 MB takes 500. */
const mostHeaderPages = 2000;
/** Where a film and its sound lie side by side, the sound's last page may be far from the end. */
const mostTail = 16 * largestPage;

/** The streams at the file's beginning; undefined where none is of sound. */
export async function readOggLayout(file: FileBytes, start: number): Promise<OggLayout | undefined> {
  const serials = new Set<number>();
  let sound: OggSound | undefined;
  let firstSound: OggPage | undefined;
  let pages = 0;
  for await (const page of walkOggPages(file, start)) {
    if (++pages > mostHeaderPages) break;
    if (page.isFirst) {
      if (firstSound) break; // of the next link of a chain
      serials.add(page.serial);
      sound ??= await readSound(file, page);
    } else if (page.serial === sound?.serial && page.granule) {
      if (firstSound)
        return { sound, serials, firstSound, begin: beginOf(sound, firstSound.granule!, page.granule) };
      firstSound = page;
    }
  }
  return sound && firstSound && { sound, serials, firstSound, begin: sound.preSkip };
}

/**
 * The granule at which the stream begins: 0, or what a player skips. A recording of a radio station begins in the middle:
 * its first page ends later than a page lasts.
 */
function beginOf({ rate, preSkip }: OggSound, first: number, second: number): number {
  const page = second - first;
  return page > 0 && first > 4 * page + rate ? first - page : preSkip;
}

/**
 * Duration in ms, from the last page's granule position: no more is read than the file's end. Of streams chained together (RFC 3533, section 4) each counts. Null where there is no sound.
 */
export async function oggLengthMs(file: FileBytes, layout: OggLayout): Promise<number | null> {
  const { sound, serials, firstSound, begin } = layout;
  for (let tail = largestPage; ; tail *= 4) {
    const from = Math.max(0, file.size - tail);
    const pages = [...findOggPagesBackward(await file.read(from, file.size), from)];
    const isNext = ({ serial, isFirst, at }: OggPage): boolean =>
      !serials.has(serial) || (isFirst && at > firstSound.at);
    if (pages.some(isNext)) return chainedLengthMs(file);
    const last = pages.find(({ serial, granule }) => serial === sound.serial && granule !== null);
    if (last) return lengthMs(sound, begin, last.granule!);
    if (from === 0 || tail >= mostTail) return null;
  }
}

/** Every link's length together. All page headers are read: only the headers tell where a link begins. */
async function chainedLengthMs(file: FileBytes): Promise<number | null> {
  let sum = 0;
  let link: { sound: OggSound; last: number } | undefined;
  for await (const page of walkOggPages(file, 0)) {
    if (page.isFirst) {
      const sound = await readSound(file, page);
      if (!sound) continue;
      if (link) sum += lengthMs(link.sound, link.sound.preSkip, link.last);
      link = { sound, last: 0 };
    } else if (page.serial === link?.sound.serial && page.granule !== null) {
      link.last = page.granule;
    }
  }
  if (link) sum += lengthMs(link.sound, link.sound.preSkip, link.last);
  return sum > 0 ? sum : null;
}

const lengthMs = ({ rate }: OggSound, begin: number, end: number): number =>
  Math.max(0, Math.round(((end - begin) / rate) * 1000));

async function readSound(file: FileBytes, { serial, payload }: OggPage): Promise<OggSound | undefined> {
  return soundOf(
    serial,
    await file.read(payload.start, Math.min(payload.end, payload.start + mostIdentification)),
  );
}

/** Bytes in which every codec's identification header says its rate. */
const mostIdentification = 80;

/** The codec's identification header; undefined for pictures and chapters. */
function soundOf(serial: number, head: Buffer): OggSound | undefined {
  const begins = (text: string): boolean => head.subarray(0, text.length).toString("latin1") === text;
  const of = (rate: number, preSkip = 0): OggSound | undefined =>
    rate > 0 ? { serial, rate, preSkip } : undefined;
  if (begins("\x01vorbis") && head.length >= 16) return of(head.readUInt32LE(12));
  if (begins("OpusHead") && head.length >= 12) return of(48_000, head.readUInt16LE(10));
  if (begins("Speex   ") && head.length >= 40) return of(head.readUInt32LE(36));
  // 9 bytes of the mapping, "fLaC", 4 of the block's head, 10 into STREAMINFO: 20 bits.
  if (begins("\x7fFLAC") && head.length >= 30) return of(head.readUIntBE(27, 3) >> 4);
  return undefined;
}
