import type { CandidateArtist } from "../candidate.ts";
import { isFillerArtist } from "../fillers.ts";
import { foldName } from "../text/fold.ts";
import { readPhrase } from "../text/phrase.ts";
import { compareArtists, readArtistWords } from "./compare-artists.ts";

/** Below this a given artist contradicts: whatever else is said, it is another. */
export const leastAlike = 0.6;

/** Whether a name may be that of an artist whom something else names: as it is held against those of an album. Who is not known contradicts nobody. */
export function mayNameArtist(name: string, artist: CandidateArtist): boolean {
  if (isFillerArtist(name) || isFillerArtist(artist.name)) return true;
  const read = (text: string) => readPhrase(text, foldName);
  return compareArtists(readArtistWords(name), [artist], read).score >= leastAlike;
}
