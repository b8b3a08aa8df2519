import PQueue from "p-queue";
import { InterruptedError } from "../errors.ts";
import type { Events } from "../events.ts";
import type { TrackToEnrich } from "../library/enrichment/work-list.ts";
import type { EnrichmentConfig } from "./config.ts";
import { enrichTrack, type TrackServices } from "./enrich-track.ts";
import type { NetworkGuard } from "./asking/network-guard.ts";
import type { Work } from "./forecast.ts";
import type { EnrichmentProgress } from "./progress.ts";
import type { EnrichmentResult, HaltReason, RestedSource } from "./result.ts";
import { count, newTally, resultOf } from "./tally.ts";

export interface EnrichmentDependencies extends TrackServices {
  config: EnrichmentConfig;
  events: Events;
  networkGuard: NetworkGuard;
  /** Where and when the run is worked: at once, unless something else is said. */
  executor?: Executor;
  /** Sources that have been put to rest meanwhile, for the result. */
  rested?: () => EnrichmentResult["rested"];
  unanswered?: () => RestedSource[];
  /** Whether somebody can be asked for anything that a track lacks. */
  canAsk: (track: TrackToEnrich) => boolean;
  /** Ends the wait for what is in flight when a stopped run takes too long. */
  abandon?: AbortSignal;
  /** ms UTC: absence that was noted before is asked about again, under `retryAbsent`. */
  askedBefore?: number;
}

/** Runs a piece of work in its own time: behind a lock, in a queue, when the machine is idle. */
export type Executor = <T>(work: () => Promise<T>) => Promise<T>;

export interface EnrichmentJob {
  progress(): EnrichmentProgress;
  /** Works the whole list once. Aborting `stop` finishes what is in flight; running again goes on from there. */
  run(stop: AbortSignal): Promise<EnrichmentResult>;
  /** Sources that were asked, and answered nothing at all. */
  unanswered(): RestedSource[];
}

const atOnce: Executor = (work) => work();

/** Covers and lyrics for every track that lacks them. Needs no terminal: it announces itself by events. */
export function createEnrichmentJob(dependencies: EnrichmentDependencies): EnrichmentJob {
  const { config, repository, events, networkGuard, executor = atOnce, canAsk } = dependencies;
  const abandon = abandonedBy(dependencies);
  const wanted = { artwork: config.artwork, lyrics: config.lyrics };
  const hand = createHand(repository);
  let tally = newTally(0);

  async function runTrack(track: TrackToEnrich): Promise<void> {
    const enriched = await enrichTrack(dependencies, track, abandon);
    hand.settle(track);
    events.emit("track-updated", count(tally, track, enriched));
    events.emit("enrichment-progress", tally.progress);
  }

  /**
   * The next batch is read when fewer tracks wait than are worked at once: nobody idles for the slowest of a batch, the
   * order stays that of the ids, and at most one batch and a bit is in memory. Four times as many tracks are in hand as
   * questions may be asked at once (`operation.ts` sees to that): some only wait for the cover of their album, or for the disk.
   */
  async function workList(stop: AbortSignal): Promise<HaltReason | undefined> {
    const queue = new PQueue({ concurrency: 4 * config.maxConcurrent });
    let halted: HaltReason | undefined;
    let fault: unknown;
    let isLeft = false;
    for (let last = 0; ;) {
      const batch = halted || fault !== undefined ? [] : repository.next(wanted, last, config.batchSize);
      if (batch.length === 0) break;
      last = batch.at(-1)!.id;
      await hand.take(batch);
      for (const track of batch) {
        void queue.add(async () => {
          if (stop.aborted || abandon.aborted || fault !== undefined) return;
          if (!canAsk(track)) return void (isLeft = true); // it has not failed: nobody was asked
          await runTrack(track).catch((error: unknown) => {
            if (!isStop(error, abandon)) fault ??= error;
          });
        });
      }
      await queue.onSizeLessThan(config.maxConcurrent);
      halted = haltOf(networkGuard, stop);
    }
    await queue.onIdle();
    if (fault !== undefined) throw fault;
    return halted ?? haltOf(networkGuard, stop) ?? (isLeft ? { kind: "resting" } : undefined);
  }

  async function runNow(stop: AbortSignal): Promise<EnrichmentResult> {
    const startedAt = performance.now();
    let halted = await networkGuard.begin(stop); // before anything is written
    if (!halted) {
      await repository.reopenAbsent(wanted, config.retryAbsent ? dependencies.askedBefore : undefined);
    }
    const work = askable(dependencies, repository.count(wanted));
    tally = newTally(work.tracks);
    if (!halted) {
      events.emit("enrichment-started", work);
      events.emit("enrichment-progress", tally.progress);
      halted = await workList(stop);
      await hand.putBack();
    }
    return resultOf(tally, { halted, rested: dependencies.rested?.() ?? [] }, startedAt);
  }

  return {
    unanswered: dependencies.unanswered ?? ((): RestedSource[] => []),
    progress: () => tally.progress,
    run: (stop) => executor(() => runNow(stop).finally(networkGuard.end)),
  };
}

/** Covers that nobody would be asked for are no work of this run; their tracks are looked at all the same. */
function askable({ repository, artwork }: TrackServices, work: Work): Work {
  if (work.covers === 0 || !artwork.hasSources) return { ...work, covers: 0 };
  const isForNobody = (albumId: number): boolean => !artwork.mayAskFor(albumId);
  return { ...work, covers: work.covers - repository.doubtfulCovers().filter(isForNobody).length };
}

/** What was stopped has not failed: it is still to be done. */
const isStop = (error: unknown, abandon: AbortSignal): boolean =>
  abandon.aborted || error instanceof InterruptedError;

const haltOf = (guard: NetworkGuard, stop: AbortSignal): HaltReason | undefined =>
  guard.halted() ?? (stop.aborted ? { kind: "interrupted" } : undefined);

const abandonedBy = ({ networkGuard, abandon }: EnrichmentDependencies): AbortSignal =>
  abandon ? AbortSignal.any([networkGuard.givenUp, abandon]) : networkGuard.givenUp;

/** The tracks whose lyrics are marked as being fetched. What is not settled in the end is put back. */
function createHand({ markFetching, markNotFetched }: EnrichmentDependencies["repository"]) {
  const ids = new Set<number>();
  return {
    async take(batch: TrackToEnrich[]): Promise<void> {
      const wanted = batch.filter((track) => track.wantsLyrics).map(({ id }) => id);
      await markFetching(wanted);
      for (const id of wanted) ids.add(id);
    },
    settle: ({ id }: TrackToEnrich): void => void ids.delete(id),
    putBack: (): Promise<void> => markNotFetched([...ids]),
  };
}
