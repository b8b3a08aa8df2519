import { isLibraryFault } from "../db/faults.ts";
import { throwIfInterrupted } from "../errors.ts";
import type { TrackToEnrich } from "../library/enrichment/work-list.ts";
import type { ArtworkService } from "./covers/artwork.ts";
import type { LyricsService } from "./lyrics/lyrics.ts";
import type { EnrichmentRepository } from "./repository.ts";
import type { PartOutcome, TrackResult } from "./result.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

export interface TrackServices {
  repository: EnrichmentRepository;
  artwork: ArtworkService;
  lyrics: LyricsService;
}

/** A track's result, with what ends each of its failures, and what was offered as its album's cover and not taken. */
export type EnrichedTrack = Omit<TrackResult, "errors"> & { troubles: Trouble[]; refusedCovers: string[] };

/**
 * Both halves, each on its own: one that fails does not stop the other.
 * @throws when `signal` aborts, and for a library that can't be written: every other track would fail alike.
 */
export async function enrichTrack(
  services: TrackServices,
  track: TrackToEnrich,
  signal: AbortSignal,
): Promise<EnrichedTrack> {
  const troubles: Trouble[] = [];
  const refusedCovers: string[] = [];
  const half = async (work: () => Promise<PartOutcome>): Promise<PartOutcome> => {
    try {
      return await work();
    } catch (error) {
      throwIfInterrupted(error, signal);
      if (isLibraryFault(error)) throw error;
      troubles.push(troubleOf(error));
      return "failed";
    }
  };
  const halves = await Promise.allSettled([
    half(() => coverTrack(services, track, signal, { troubles, refusedCovers })),
    half(() => fetchLyrics(services, track, signal, troubles)),
  ]);
  const [artwork, lyrics] = halves.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  }) as [PartOutcome, PartOutcome];
  const { id: trackId, title, artist } = track;
  return { trackId, title, artist, artwork, lyrics, troubles, refusedCovers };
}

async function coverTrack(
  { artwork, repository }: TrackServices,
  track: TrackToEnrich,
  signal: AbortSignal,
  notes: { troubles: Trouble[]; refusedCovers: string[] },
): Promise<PartOutcome> {
  if (!track.wantsArtwork) return "kept";
  if (track.albumId === null) {
    await repository.settleTrackCover(track.id, { state: "absent" });
    return "absent";
  }
  const answer = await artwork.coverOf(track.albumId, signal);
  if (answer.outcome === "failed") notes.troubles.push(...answer.troubles);
  else await repository.settleTrackCover(track.id, answer.cover);
  if (answer.outcome === "absent") notes.refusedCovers.push(...answer.refused);
  return answer.outcome;
}

async function fetchLyrics(
  { lyrics, repository }: TrackServices,
  track: TrackToEnrich,
  signal: AbortSignal,
  troubles: Trouble[],
): Promise<PartOutcome> {
  if (!track.wantsLyrics) return "kept";
  const answer = await lyrics.lyricsOf(track, signal);
  if (answer.outcome !== "failed") return answer.outcome;
  await repository.markNotFetched([track.id]);
  troubles.push(...answer.troubles);
  return "failed";
}
