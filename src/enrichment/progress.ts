/** How far an enrichment is. A track is processed when both its artwork and its lyrics are settled. */
export interface EnrichmentProgress {
  total: number;
  processed: number;
  artworkFetched: number;
  lyricsFetched: number;
  /** Tracks with at least one failure. */
  failed: number;
  /** 0 to 100, rounded down; an empty list is complete. */
  percent: number;
  complete: boolean;
}

export type EnrichmentCounts = Omit<EnrichmentProgress, "percent" | "complete">;

export function progressOf(counts: EnrichmentCounts): EnrichmentProgress {
  const { total, processed } = counts;
  const percent = total === 0 ? 100 : Math.min(100, Math.floor((processed / total) * 100));
  return { ...counts, percent, complete: processed >= total };
}

export function newProgress(total: number): EnrichmentProgress {
  return progressOf({ total, processed: 0, artworkFetched: 0, lyricsFetched: 0, failed: 0 });
}
