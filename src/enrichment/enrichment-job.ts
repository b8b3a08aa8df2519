import PQueue from "p-queue";
import { isLibraryFault } from "../db/faults.ts";
import { messageOf } from "../errors.ts";
import type { Events } from "../events.ts";
import type { TrackToEnrich } from "../library/work-list.ts";
import type { ArtworkService } from "./artwork.ts";
import type { EnrichmentConfig } from "./config.ts";
import type { LyricsService } from "./lyrics.ts";
import type { NetworkGuard } from "./network-guard.ts";
import { newProgress, type EnrichmentProgress } from "./progress.ts";
import type { EnrichmentRepository } from "./repository.ts";
import {
  mostFailures,
  type EnrichmentResult,
  type HaltReason,
  type PartOutcome,
  type TrackResult,
} from "./result.ts";

export interface EnrichmentDependencies {
  config: EnrichmentConfig;
  repository: EnrichmentRepository;
  artwork: ArtworkService;
  lyrics: LyricsService;
  events: Events;
  /** Asked before every batch; without one, the network is nobody's concern. */
  networkGuard?: NetworkGuard;
  /** Sources that have been put to rest meanwhile, for the result. */
  rested?: () => EnrichmentResult["rested"];
  /** Ends the wait for what is in flight when a stopped run takes too long. */
  abandon?: AbortSignal;
}

export interface EnrichmentJob {
  progress(): EnrichmentProgress;
  /** Works the whole list once. Aborting `stop` finishes what is in flight; running again goes on from there. */
  run(stop: AbortSignal): Promise<EnrichmentResult>;
}

/** Covers and lyrics for every track that lacks them. Needs no terminal: it announces itself by events. */
export function createEnrichmentJob(dependencies: EnrichmentDependencies): EnrichmentJob {
  const { config, repository, events } = dependencies;
  const wanted = { artwork: config.artwork, lyrics: config.lyrics };
  const failures: TrackResult[] = [];
  let progress = newProgress(0);

  async function runTrack(track: TrackToEnrich): Promise<void> {
    const result = await enrichTrack(dependencies, track);
    progress = advance(progress, result);
    if (result.errors.length > 0 && failures.length < mostFailures) failures.push(result);
    events.emit("track-updated", result);
    events.emit("enrichment-progress", progress);
  }

  /**
   * The next batch is read when fewer tracks wait than are worked at once: nobody idles for the slowest of a batch, the
   * order stays that of the ids, and at most one batch and a bit is in memory. Twice as many tracks are in hand as
   * questions may be asked at once (`operation.ts` sees to that): some only wait for the cover of their album.
   */
  async function workList(stop: AbortSignal): Promise<HaltReason | undefined> {
    const queue = new PQueue({ concurrency: 2 * config.maxConcurrent });
    let last = 0;
    let halted: HaltReason | undefined;
    let fault: unknown;
    for (;;) {
      await queue.onSizeLessThan(config.maxConcurrent);
      halted = stop.aborted ? { kind: "interrupted" } : await dependencies.networkGuard?.(stop);
      const batch = halted ? [] : repository.next(wanted, last, config.batchSize);
      if (batch.length === 0 || fault !== undefined) break;
      last = batch.at(-1)!.id;
      await repository.markFetching(batch.filter((track) => track.wantsLyrics).map(({ id }) => id));
      for (const track of batch) {
        const work = queue.add(async () => {
          if (!stop.aborted && fault === undefined) await runTrack(track);
        });
        void work.catch((error: unknown) => (fault ??= error));
      }
    }
    await queue.onIdle();
    if (fault !== undefined) throw fault;
    return halted ?? (stop.aborted ? { kind: "interrupted" } : undefined);
  }

  return {
    progress: () => progress,
    async run(stop) {
      const startedAt = performance.now();
      await repository.reopenAbsent({ all: config.retryAbsent });
      progress = newProgress(repository.count(wanted));
      events.emit("enrichment-progress", progress);
      const halted = await workList(stop);
      const rested = dependencies.rested?.() ?? [];
      return { ...progress, halted, failures, rested, durationMs: performance.now() - startedAt };
    },
  };
}

/** Both halves, each on its own: one that fails does not stop the other. */
async function enrichTrack(dependencies: EnrichmentDependencies, track: TrackToEnrich): Promise<TrackResult> {
  const errors: string[] = [];
  const half = async (work: () => Promise<PartOutcome>): Promise<PartOutcome> => {
    try {
      return await work();
    } catch (error) {
      // A library that can't be written fails every track alike: the run ends with that.
      if (isLibraryFault(error)) throw error;
      errors.push(messageOf(error));
      return "failed";
    }
  };
  const signal = dependencies.abandon ?? new AbortController().signal;
  const [artwork, lyrics] = await Promise.all([
    half(() => coverTrack(dependencies, track, signal, errors)),
    half(() => fetchLyrics(dependencies, track, signal, errors)),
  ]);
  return { trackId: track.id, title: track.title, artist: track.artist, artwork, lyrics, errors };
}

async function coverTrack(
  { artwork, repository }: EnrichmentDependencies,
  track: TrackToEnrich,
  signal: AbortSignal,
  errors: string[],
): Promise<PartOutcome> {
  if (!track.wantsArtwork) return "kept";
  if (track.albumId === null) {
    await repository.settleTrackCover(track.id, { state: "absent" });
    return "absent";
  }
  const answer = await artwork.coverOf(track.albumId, signal);
  if (answer.outcome === "failed") errors.push(...answer.errors);
  else await repository.settleTrackCover(track.id, answer.cover);
  return answer.outcome;
}

async function fetchLyrics(
  { lyrics, repository }: EnrichmentDependencies,
  track: TrackToEnrich,
  signal: AbortSignal,
  errors: string[],
): Promise<PartOutcome> {
  if (!track.wantsLyrics) return "kept";
  const answer = await lyrics.lyricsOf(track, signal);
  if (answer.outcome !== "failed") return answer.outcome;
  await repository.markNotFetched([track.id]);
  errors.push(...answer.errors);
  return "failed";
}

function advance(progress: EnrichmentProgress, { artwork, lyrics }: TrackResult): EnrichmentProgress {
  return {
    total: progress.total,
    processed: progress.processed + 1,
    artworkFetched: progress.artworkFetched + (artwork === "fetched" ? 1 : 0),
    lyricsFetched: progress.lyricsFetched + (lyrics === "fetched" ? 1 : 0),
    failed: progress.failed + (artwork === "failed" || lyrics === "failed" ? 1 : 0),
  };
}
