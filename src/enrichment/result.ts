import type { EnrichmentProgress } from "./progress.ts";
import type { Trouble } from "./trouble.ts";

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

/**
 * Why a run ended before its list did: `--wifi-only` held it back, there was no network any more, somebody stopped it, or all who
 * could be asked about what is left rest (`rested` says why).
 */
export type HaltReason =
  | { kind: "network" | "offline"; rule: string; says: string; remedy: string }
  | { kind: "interrupted" | "resting" };

/** One reason for which tracks failed, however many of them. */
export interface FailureCause extends Trouble {
  tracks: number;
}

export interface RefusedCover {
  albumId: number;
  album: string;
  reason: string;
}

export interface RestedSource {
  source: string;
  /** The last reason, and for a refusal what to do. */
  reason: string;
  kind: "unavailable" | "rejected";
}

export interface EnrichmentResult extends EnrichmentProgress {
  /** Undefined when everything on the list was tried. */
  halted: HaltReason | undefined;
  /** Tracks that failed, with why; at most `mostFailures` of them, however many failed. */
  failures: TrackResult[];
  /** The reasons of all that failed, the commonest first; at most `mostFailures` of them. */
  causes: FailureCause[];
  /** Covers that were offered and not taken, with why; at most `mostFailures`. Nobody's failure. */
  refusedCovers: RefusedCover[];
  /** Sources that rested after several failures in a row, or at once when they refused us. */
  rested: RestedSource[];
  durationMs: number;
}

/** A library of a million tracks and no network must not fill the memory with apologies. */
export const mostFailures = 1000;
