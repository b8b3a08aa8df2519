import { groupCommit } from "../db/group-commit.ts";
import type { Db } from "../db/connection.ts";
import { transact as transactOn } from "../db/transact.ts";
import type { Events } from "../events.ts";
import { createNetworkMonitor } from "../network/monitor.ts";
import type { NetworkOverride } from "../network/policy.ts";
import { createArtworkService } from "./covers/artwork.ts";
import type { CoverSource } from "./covers/cover-source.ts";
import type { EnrichmentConfig } from "./config.ts";
import { createEnrichmentJob, type EnrichmentJob } from "./enrichment-job.ts";
import { createLyricsService, type LyricsSource } from "./lyrics/lyrics.ts";
import type { WatchOptions } from "./asking/link-watch.ts";
import { createNetworkGuard } from "./asking/network-guard.ts";
import { createOperation } from "./asking/operation.ts";
import { createEnrichmentRepository, type SourceAddresses } from "./repository.ts";
import { oneAtATime } from "./asking/one-at-a-time.ts";
import type { EnrichmentResult, RestedSource } from "./result.ts";
import { isAnybodyThere, unansweredOf, withBreakers } from "./asking/sources.ts";

export interface EnrichmentSources {
  covers: CoverSource[];
  lyrics: LyricsSource[];
  /** Where they are: what was absent elsewhere is asked for anew. */
  addresses?: SourceAddresses;
}

export interface EnrichmentWiring {
  db: Db;
  events: Events;
  config: EnrichmentConfig;
  settings: { home: string; network: NetworkOverride; artwork: { leastSide: number } };
  sources: EnrichmentSources;
  now?: () => number;
  /** How it writes: in transactions of its own that share commits, unless said. */
  transact?: <T>(write: () => T) => Promise<T>;
  /** How long a run that has lost its network waits for it: not at all, unless said. */
  longestWaitMs?: number;
  /** Another monitor than the system's, and how often it is looked at. */
  network?: Pick<WatchOptions, "monitor" | "lookEveryMs">;
  abandon?: AbortSignal;
  /** Aborts when somebody wants it to stop: what failed is not tried again from then on. */
  stopping?: AbortSignal | undefined;
  /** ms UTC; now, unless said: what was absent before is asked for again under `retryAbsent`. */
  askedBefore?: number | undefined;
}

/** An enrichment of one library, ready to run: from the command line, as a job, or in somebody's own program. */
export function createEnrichment(wiring: EnrichmentWiring): EnrichmentJob {
  const { db, config, events, settings, sources, abandon } = wiring;
  const { now = Date.now, longestWaitMs = 0 } = wiring;
  const {
    home,
    artwork: { leastSide },
  } = settings;
  const transact = wiring.transact ?? groupCommit(db, (write) => transactOn(db, write), { comeBack: false });
  const repository = createEnrichmentRepository({
    db,
    now,
    home,
    leastSide,
    transact,
    ...(sources.addresses && { addresses: sources.addresses }),
  });
  const { network = { monitor: createNetworkMonitor({ override: settings.network }) } } = wiring;
  const guarding = { events, wifiOnly: config.requireWifi, longestWaitMs };
  const networkGuard = createNetworkGuard({ ...network, ...guarding });
  const operation = createOperation(config, networkGuard, wiring.stopping);
  const rested: EnrichmentResult["rested"] = [];
  const onRest = (source: RestedSource): void => {
    rested.push(source);
    events.emit("source-rested", source);
  };
  const covers = withBreakers(sources.covers, onRest);
  const lyrics = withBreakers(sources.lyrics, onRest);
  return createEnrichmentJob({
    unanswered: () => unansweredOf([...covers, ...lyrics]),
    canAsk: ({ wantsArtwork, wantsLyrics }) =>
      (wantsArtwork && isAnybodyThere(covers)) || (wantsLyrics && isAnybodyThere(lyrics)),
    config,
    repository,
    events,
    networkGuard,
    rested: () => rested,
    executor: oneAtATime({ db, now }),
    askedBefore: wiring.askedBefore ?? now(),
    artwork: createArtworkService({
      operation,
      repository,
      home,
      leastSide,
      sources: covers,
      asksAnyway: config.retryAbsent,
    }),
    lyrics: createLyricsService({ operation, repository, sources: lyrics }),
    ...(abandon && { abandon }),
  });
}
