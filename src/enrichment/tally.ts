import type { TrackToEnrich } from "../library/enrichment/work-list.ts";
import type { EnrichedTrack } from "./enrich-track.ts";
import { newProgress, progressOf, type EnrichmentProgress } from "./progress.ts";
import { mostFailures, type EnrichmentResult, type TrackResult } from "./result.ts";

/** What came of a run so far. */
export interface EnrichmentTally {
  progress: EnrichmentProgress;
  failures: EnrichmentResult["failures"];
  refusedCovers: EnrichmentResult["refusedCovers"];
}

export function newTally(total: number): EnrichmentTally {
  return { progress: newProgress(total), failures: [], refusedCovers: [] };
}

/** Adds one track. @returns what is told of it. */
export function count(tally: EnrichmentTally, track: TrackToEnrich, enriched: EnrichedTrack): TrackResult {
  const { refusedCovers, ...result } = enriched;
  tally.progress = advance(tally.progress, result);
  if (result.errors.length > 0 && tally.failures.length < mostFailures) tally.failures.push(result);
  for (const reason of refusedCovers) noteRefused(tally, track, reason);
  return result;
}

function advance(before: EnrichmentProgress, { artwork, lyrics }: TrackResult): EnrichmentProgress {
  return progressOf({
    total: before.total,
    processed: before.processed + 1,
    artworkFetched: before.artworkFetched + (artwork === "fetched" ? 1 : 0),
    lyricsFetched: before.lyricsFetched + (lyrics === "fetched" ? 1 : 0),
    failed: before.failed + (artwork === "failed" || lyrics === "failed" ? 1 : 0),
  });
}

/** The tracks of an album share its cover, and so the refusal of it. */
function noteRefused(
  { refusedCovers }: EnrichmentTally,
  { albumId, album }: TrackToEnrich,
  reason: string,
): void {
  const isKnown = refusedCovers.some((each) => each.albumId === albumId && each.reason === reason);
  if (albumId === null || isKnown || refusedCovers.length >= mostFailures) return;
  refusedCovers.push({ albumId, album: album ?? "", reason });
}
