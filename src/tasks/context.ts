import type { EnrichmentConfig } from "../enrichment/config.ts";
import type { EnrichmentJob } from "../enrichment/enrichment-job.ts";
import type { ImportContext } from "../importers/context.ts";
import type { ProductContext } from "../products/context.ts";

type Transact = ImportContext["transact"];

/** What tasks work with. Each saves through its job's own `transact`. */
export interface TaskContext {
  importing: ImportContext;
  createEnrichment(run: {
    config: Partial<EnrichmentConfig>;
    /** ms UTC: see `EnrichmentDependencies`. */
    askedBefore: number | undefined;
    transact: Transact;
    abandon: AbortSignal;
  }): Promise<EnrichmentJob>;
  createProducts(run: { transact: Transact; signal: AbortSignal }): Promise<ProductContext>;
}
