import { isLibraryFault } from "../../db/faults.ts";
import { throwIfInterrupted } from "../../errors.ts";
import type { TrackToEnrich } from "../../library/enrichment/work-list.ts";
import { enrichmentAbsenceTtlMs } from "../config.ts";
import type { Operation } from "../asking/operation.ts";
import type { EnrichmentRepository } from "../repository.ts";
import { askSource, type Rested } from "../asking/sources.ts";
import { troubleOf, type Trouble } from "../trouble.ts";

/** Where lyrics come from, in the order in which they are asked. */
export interface LyricsSource {
  name: string;
  /** Undefined: they have none. Throws the faults of `errors.ts`. */
  findLyrics(track: TrackToEnrich, signal: AbortSignal): Promise<FoundLyrics | undefined>;
}

export interface FoundLyrics {
  plain: string | null;
  synced: string | null;
  instrumental: boolean;
  sourceId: string | null;
}

/** `kept`: the track had others by then, its files' or a person's. */
export type LyricsAnswer =
  { outcome: "fetched" | "kept" | "absent" } | { outcome: "failed"; troubles: Trouble[] };

export interface LyricsService {
  lyricsOf(track: TrackToEnrich, signal: AbortSignal): Promise<LyricsAnswer>;
}

export interface LyricsOptions {
  operation: Operation;
  repository: EnrichmentRepository;
  sources: Rested<LyricsSource>[];
}

export function createLyricsService({ operation, repository, sources }: LyricsOptions): LyricsService {
  return {
    async lyricsOf(track, signal) {
      const troubles: Trouble[] = [];
      for (const rested of sources) {
        try {
          const found = await askSource(rested, operation, signal, (source, trying) =>
            source.findLyrics(track, trying),
          );
          if (!found) continue;
          const isKept = await repository.saveLyrics(track.id, { ...found, source: rested.source.name });
          return { outcome: isKept ? "fetched" : "kept" };
        } catch (error) {
          throwIfInterrupted(error, signal);
          if (isLibraryFault(error)) throw error;
          troubles.push(troubleOf(error));
        }
      }
      if (troubles.length > 0) return { outcome: "failed", troubles };
      await repository.saveLyricsAbsent(track.id, enrichmentAbsenceTtlMs);
      return { outcome: "absent" };
    },
  };
}
