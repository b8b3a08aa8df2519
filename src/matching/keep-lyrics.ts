import { formatLrc, hasWords, plainOf, readLrc, tidyText, type LrcReading } from "./lrc.ts";

/** Lyrics as somebody has them: nothing about them is sure yet. */
export interface RawLyrics {
  plain: string | null;
  /** LRC. */
  synced: string | null;
  instrumental: boolean;
}

/** The same after reading: at least one of the three says something. */
export type KeptLyrics = RawLyrics;

/** A song's words are a few kB. */
const longestPlain = 512 * 1024;

/**
 * What of these lyrics is worth keeping for a track of this length: synced lyrics that fit, plain ones (taken from
 * the synced if there are none), or that there is nothing to sing. Undefined: nothing.
 */
export function keepLyrics(raw: RawLyrics, lengthMs: number | null): KeptLyrics | undefined {
  const plain = raw.plain !== null && raw.plain.length <= longestPlain ? tidyText(raw.plain) : "";
  const reading = raw.synced === null ? undefined : readLrc(raw.synced, lengthMs);
  const words = hasWords(plain) ? plain : wordsOf(reading);
  if (!hasWords(words)) {
    return raw.instrumental || reading?.kind === "instrumental" ? nothingToSing : undefined;
  }
  if (saysInstrumental.test(words)) return nothingToSing;
  const synced = reading?.kind === "synced" ? formatLrc(reading.lines) : null;
  return { plain: words, synced, instrumental: false };
}

function wordsOf(reading: LrcReading | undefined): string {
  if (reading?.kind === "synced") return plainOf(reading.lines);
  return reading?.kind === "unsynced" ? reading.text : "";
}

const nothingToSing: KeptLyrics = { plain: null, synced: null, instrumental: true };

/** People type it in where the words should be. */
const saysInstrumental = /^[^\p{L}\p{N}]*instrumental[^\p{L}\p{N}]*$/iu;
