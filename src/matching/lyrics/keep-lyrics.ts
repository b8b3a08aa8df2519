import { formatLrc, hasWords, plainOf, readLrc, tidyText, type LrcReading } from "./lrc.ts";
import { withoutMarkup } from "./markup.ts";
import { isPlaceholderLyrics, saysInstrumental, withoutRemarks } from "./placeholders.ts";

/** Lyrics as somebody has them: nothing about them is sure yet. */
export interface RawLyrics {
  plain: string | null;
  /** LRC. */
  synced: string | null;
  instrumental: boolean;
}

/** The same after reading: at least one of the three says something. */
export type KeptLyrics = RawLyrics;

export interface KeepOptions {
  /** Whether their times can be this track's: it is known how long both are, and it is the same. */
  keepTimes: boolean;
}

/** A song's words are a few kB. */
const longestPlain = 512 * 1024;

/**
 * What of these lyrics is worth keeping for a track of this length: synced lyrics that fit, plain ones (taken from
 * the synced if there are none), or that there is nothing to sing. Undefined: nothing, or a notice in its place.
 */
export function keepLyrics(
  raw: RawLyrics,
  lengthMs: number | null,
  { keepTimes }: KeepOptions = { keepTimes: true },
): KeptLyrics | undefined {
  const plain = readPlain(raw.plain);
  const synced = raw.synced === null ? undefined : readLrc(withoutMarkup(raw.synced), lengthMs);
  // Somebody's tag for "nothing to sing" may stand in either of the two.
  const tagged = plain === "" ? undefined : readLrc(plain);
  const words = hasWords(plain) && tagged?.kind !== "instrumental" ? plain : wordsOf(synced);
  if (!hasWords(words)) {
    const saysSo = [synced, tagged].some((reading) => reading?.kind === "instrumental");
    return raw.instrumental || saysSo || saysInstrumental(plain || words) ? nothingToSing : undefined;
  }
  if (saysInstrumental(words)) return nothingToSing;
  if (isPlaceholderLyrics(words)) return raw.instrumental ? nothingToSing : undefined;
  const times = keepTimes && synced?.kind === "synced" ? formatLrc(synced.lines) : null;
  return { plain: tidyText(withoutRemarks(words)), synced: times, instrumental: false };
}

function readPlain(plain: string | null): string {
  return plain !== null && plain.length <= longestPlain ? tidyText(withoutMarkup(plain)) : "";
}

function wordsOf(reading: LrcReading | undefined): string {
  if (reading?.kind === "synced") return plainOf(reading.lines);
  return reading?.kind === "unsynced" ? reading.text : "";
}

const nothingToSing: KeptLyrics = { plain: null, synced: null, instrumental: true };
