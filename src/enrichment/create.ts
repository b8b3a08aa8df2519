import type { Config } from "../config.ts";
import { groupWrites } from "../db/group-writes.ts";
import type { Db } from "../db/open.ts";
import type { Events } from "../events.ts";
import { createNetworkMonitor } from "../network/monitor.ts";
import { createArtworkService, type CoverSource } from "./artwork.ts";
import type { EnrichmentConfig } from "./config.ts";
import { createEnrichmentJob, type EnrichmentJob } from "./enrichment-job.ts";
import { createLyricsService, type LyricsSource } from "./lyrics.ts";
import { createWifiGuard } from "./network-guard.ts";
import { createOperation } from "./operation.ts";
import { createEnrichmentRepository } from "./repository.ts";
import type { EnrichmentResult } from "./result.ts";
import { withBreakers } from "./sources.ts";

export interface EnrichmentSources {
  covers: CoverSource[];
  lyrics: LyricsSource[];
}

export interface EnrichmentWiring {
  db: Db;
  events: Events;
  config: EnrichmentConfig;
  settings: Config;
  sources: EnrichmentSources;
  now: () => number;
  transact: <T>(write: () => T) => Promise<T>;
  whenLost: "wait" | "halt";
  abandon?: AbortSignal;
}

/** An enrichment of one library, ready to run: from the command line, as a job, or in somebody's own program. */
export function createEnrichment(wiring: EnrichmentWiring): EnrichmentJob {
  const { config, events, settings, sources, whenLost, abandon } = wiring;
  const transact = groupWrites(wiring.db, wiring.transact);
  const repository = createEnrichmentRepository({ ...wiring, transact });
  const operation = createOperation(config);
  const rested: EnrichmentResult["rested"] = [];
  const onRest = (source: string, reason: string): void => {
    rested.push({ source, reason });
    events.emit("source-rested", { source, reason });
  };
  const monitor = createNetworkMonitor({ override: settings.network });
  return createEnrichmentJob({
    ...{ config, repository, events, rested: () => rested },
    artwork: createArtworkService({
      ...{ operation, repository, home: settings.home },
      sources: withBreakers(sources.covers, onRest),
    }),
    lyrics: createLyricsService({ operation, repository, sources: withBreakers(sources.lyrics, onRest) }),
    ...(config.requireWifi && { networkGuard: createWifiGuard({ monitor, events, whenLost }) }),
    ...(abandon && { abandon }),
  });
}
