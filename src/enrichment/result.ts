import type { EnrichmentProgress } from "./progress.ts";

/** What became of one half of a track. `kept`: it was not wanted, or known before. */
export type PartOutcome = "fetched" | "absent" | "failed" | "kept";

export interface TrackResult {
  trackId: number;
  title: string;
  artist: string;
  artwork: PartOutcome;
  lyrics: PartOutcome;
  errors: string[];
}

/** Why a run ended before its list did. */
export type HaltReason =
  { kind: "network"; rule: string; says: string; remedy: string } | { kind: "interrupted" };

export interface EnrichmentResult extends EnrichmentProgress {
  /** Undefined when everything on the list was tried. */
  halted: HaltReason | undefined;
  /** Tracks that failed, with why; at most `mostFailures` of them, however many failed. */
  failures: TrackResult[];
  /** Sources that rested after several failures in a row, with the last reason. */
  rested: { source: string; reason: string }[];
  durationMs: number;
}

/** A library of a million tracks and no network must not fill the memory with apologies. */
export const mostFailures = 1000;
