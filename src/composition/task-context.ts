import { enrichmentConfig } from "../enrichment/config.ts";
import { createEnrichment } from "../enrichment/create.ts";
import type { TaskContext } from "../tasks/context.ts";
import type { WorkingContext } from "./working.ts";

/** What a worker's tasks work with, out of what a command has. */
export function taskContextOf({ config, db, events, sources, importing }: WorkingContext): TaskContext {
  return {
    importing,
    async createEnrichment({ config: changes, askedBefore, transact, abandon }) {
      return createEnrichment({
        db,
        events,
        transact,
        abandon,
        askedBefore,
        now: importing.now,
        settings: config,
        config: enrichmentConfig(changes),
        sources: await sources.enrichment(),
        longestWaitMs: 0,
        stopping: importing.signal,
      });
    },
    async createProducts({ transact, signal }) {
      const { now } = importing;
      return {
        db,
        events,
        now,
        home: config.home,
        leastSide: config.artwork.leastSide,
        transact,
        signal,
        ...(await sources.products()),
      };
    },
  };
}
