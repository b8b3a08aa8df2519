import type { TrackToEnrich } from "../../src/library/enrichment/work-list.ts";

/** A track on the work list, of the record that `lyricsRecord` makes if nothing else is said. */
export function trackToEnrich(facts: Partial<TrackToEnrich> = {}): TrackToEnrich {
  return {
    id: 1,
    title: "Example Song",
    artist: "Example Band",
    albumId: 1,
    album: "Example Album",
    lengthMs: 233_200,
    wantsArtwork: false,
    wantsLyrics: true,
    ...facts,
  };
}

export const plain = "line one\nline two";
export const synced = "[00:12.34] line one\n[00:15.80] line two";
