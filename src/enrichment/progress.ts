import type { ImporterEvents } from "../events.ts";

/** How far an enrichment is, as it is announced. */
export type EnrichmentProgress = ImporterEvents["enrichment-progress"];

export type EnrichmentCounts = Omit<EnrichmentProgress, "percent" | "complete">;

export function progressOf(counts: EnrichmentCounts): EnrichmentProgress {
  const { total, processed } = counts;
  const percent = total === 0 ? 100 : Math.min(100, Math.floor((processed / total) * 100));
  return { ...counts, percent, complete: processed >= total };
}

export function newProgress(total: number): EnrichmentProgress {
  return progressOf({ total, processed: 0, artworkFetched: 0, lyricsFetched: 0, failed: 0 });
}
