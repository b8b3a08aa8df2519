/** What a run has to ask for. */
export interface Work {
  tracks: number;
  /** Albums whose cover is to be asked for. */
  covers: number;
  lyrics: number;
}

/** Enough to tell by: so many tracks after so long, or a few after longer. */
const evidence = [
  { tracks: 20, ms: 3_000 },
  { tracks: 5, ms: 15_000 },
];

/**
 * Linear extrapolation. How long a run takes in all, in ms, once enough of it is done to tell: how fast the services answer today, and
 * how many questions a song takes, is known by nobody before. Undefined until then.
 */
export function forecastMs(total: number, processed: number, elapsedMs: number): number | undefined {
  const isEnough = evidence.some(({ tracks, ms }) => processed >= tracks && elapsedMs >= ms);
  return isEnough ? (elapsedMs * total) / processed : undefined;
}
