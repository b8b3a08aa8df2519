/** How far an enrichment is. A track is processed when both its artwork and its lyrics are settled. */
export interface EnrichmentProgress {
  total: number;
  processed: number;
  artworkFetched: number;
  lyricsFetched: number;
  /** Tracks with at least one failure. */
  failed: number;
}

export function newProgress(total: number): EnrichmentProgress {
  return { total, processed: 0, artworkFetched: 0, lyricsFetched: 0, failed: 0 };
}

/** 0 to 100; an empty list is complete. */
export function percentOf({ total, processed }: EnrichmentProgress): number {
  return total === 0 ? 100 : Math.min(100, Math.floor((processed / total) * 100));
}

export function isComplete({ total, processed }: EnrichmentProgress): boolean {
  return processed >= total;
}
