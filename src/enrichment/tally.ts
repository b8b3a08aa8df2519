import type { TrackToEnrich } from "../library/enrichment/work-list.ts";
import type { EnrichedTrack } from "./enrich-track.ts";
import type { Trouble } from "./trouble.ts";
import { newProgress, progressOf, type EnrichmentProgress } from "./progress.ts";
import { mostFailures, type EnrichmentResult, type FailureCause, type TrackResult } from "./result.ts";

/** What came of a run so far. */
export interface EnrichmentTally {
  progress: EnrichmentProgress;
  failures: EnrichmentResult["failures"];
  /** Each reason, by its words. */
  causes: Map<string, FailureCause>;
  refusedCovers: EnrichmentResult["refusedCovers"];
}

export function newTally(total: number): EnrichmentTally {
  return { progress: newProgress(total), failures: [], causes: new Map(), refusedCovers: [] };
}

/** Adds one track. @returns what is told of it. */
export function count(tally: EnrichmentTally, track: TrackToEnrich, enriched: EnrichedTrack): TrackResult {
  const { refusedCovers, troubles, ...parts } = enriched;
  const result = { ...parts, errors: troubles.map(({ says }) => says) };
  tally.progress = advance(tally.progress, result);
  if (result.errors.length > 0 && tally.failures.length < mostFailures) tally.failures.push(result);
  for (const trouble of new Map(troubles.map((each) => [each.says, each])).values())
    noteCause(tally, trouble);
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

/** Without a network a whole library fails for one reason. */
function noteCause({ causes }: EnrichmentTally, trouble: Trouble): void {
  const known = causes.get(trouble.says);
  if (known) known.tracks += 1;
  else if (causes.size < mostFailures) causes.set(trouble.says, { ...trouble, tracks: 1 });
}

/** @param startedAt by `performance.now()`. */
export function resultOf(
  { progress, failures, causes: byWords, refusedCovers }: EnrichmentTally,
  ending: Pick<EnrichmentResult, "halted" | "rested">,
  startedAt: number,
): EnrichmentResult {
  const causes = [...byWords.values()].sort((one, other) => other.tracks - one.tracks);
  const durationMs = performance.now() - startedAt;
  return { ...progress, failures, causes, refusedCovers, ...ending, durationMs };
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
