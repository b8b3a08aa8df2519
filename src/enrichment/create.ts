import { groupWrites } from "../db/group-writes.ts";
import type { Db } from "../db/connection.ts";
import type { Events } from "../events.ts";
import { createNetworkMonitor } from "../network/monitor.ts";
import type { NetworkOverride } from "../network/policy.ts";
import { createArtworkService, type CoverSource } from "./artwork.ts";
import type { EnrichmentConfig } from "./config.ts";
import { createEnrichmentJob, type EnrichmentJob } from "./enrichment-job.ts";
import { createLyricsService, type LyricsSource } from "./lyrics.ts";
import type { WatchOptions } from "./link-watch.ts";
import { createNetworkGuard } from "./network-guard.ts";
import { createOperation } from "./operation.ts";
import { createEnrichmentRepository, type SourceAddresses } from "./repository.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import type { EnrichmentResult, RestedSource } from "./result.ts";
import { unansweredOf, withBreakers } from "./sources.ts";

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
  now: () => number;
  transact: <T>(write: () => T) => Promise<T>;
  /** How long a run that has lost its network waits for it. */
  longestWaitMs: number;
  /** Another monitor than the system's, and how often it is looked at. */
  network?: Pick<WatchOptions, "monitor" | "lookEveryMs">;
  abandon?: AbortSignal;
  /** ms UTC; now, unless said: what was absent before is asked for again under `retryAbsent`. */
  askedBefore?: number | undefined;
}

/** An enrichment of one library, ready to run: from the command line, as a job, or in somebody's own program. */
export function createEnrichment(wiring: EnrichmentWiring): EnrichmentJob {
  const { config, events, settings, sources, longestWaitMs, abandon } = wiring;
  const {
    home,
    artwork: { leastSide },
  } = settings;
  const transact = groupWrites(wiring.db, wiring.transact);
  const repository = createEnrichmentRepository({
    ...{ db: wiring.db, now: wiring.now, home, leastSide, transact },
    ...(sources.addresses && { addresses: sources.addresses }),
  });
  const { network = { monitor: createNetworkMonitor({ override: settings.network }) } } = wiring;
  const guarding = { events, wifiOnly: config.requireWifi, longestWaitMs };
  const networkGuard = createNetworkGuard({ ...network, ...guarding });
  const operation = createOperation(config, networkGuard);
  const rested: EnrichmentResult["rested"] = [];
  const onRest = (source: RestedSource): void => {
    rested.push(source);
    events.emit("source-rested", source);
  };
  const covers = withBreakers(sources.covers, onRest);
  const lyrics = withBreakers(sources.lyrics, onRest);
  return createEnrichmentJob({
    unanswered: () => unansweredOf([...covers, ...lyrics]),
    ...{ config, repository, events, networkGuard, rested: () => rested },
    ...{ executor: oneAtATime(wiring), askedBefore: wiring.askedBefore ?? wiring.now() },
    artwork: createArtworkService({
      ...{ operation, repository, home, leastSide },
      sources: covers,
    }),
    lyrics: createLyricsService({ operation, repository, sources: lyrics }),
    ...(abandon && { abandon }),
  });
}
