/** One entry of the lyrics base, of which a song can have many. */
export interface LyricsBaseRecord {
  id: number;
  trackName: string;
  artistName: string;
  albumName: string;
  /** In seconds. */
  duration: number;
  /** Then there are no lyrics, and that is the answer. */
  instrumental: boolean;
  plainLyrics: string | null;
  /** LRC: a line for each `[mm:ss.xx]`. */
  syncedLyrics: string | null;
  lyricsfile?: string | null;
}

/** Names as the base compares them: without case, accents, punctuation and apostrophes. */
export function normaliseName(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036f]/g, "") // accents only: the voicing marks of Japanese stay
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[`~!@#$%^&*()_|+\-=?;:",.<>{}[\]\\/]/g, " ")
    .replaceAll(/['’]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** A search parameter, normalised; undefined where nothing is left of it. */
export function readParameter(parameters: URLSearchParams, name: string): string | undefined {
  return normaliseName(parameters.get(name) ?? "") || undefined;
}
