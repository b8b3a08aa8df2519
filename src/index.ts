/**
 * The package's public face: what a program of your own may use. The command line as a function, the library it keeps, and an
 * enrichment of it with sources of your choice. What is not here may change with any version.
 */
export { run, systemIo, type Io } from "./cli/main.ts";
export { closeLibrary, openLibrary, type OpenOptions } from "./db/opening/open.ts";
export type { Db } from "./db/connection.ts";
export { createEnrichment, type EnrichmentSources, type EnrichmentWiring } from "./enrichment/create.ts";
export { enrichmentConfig, type EnrichmentConfig } from "./enrichment/config.ts";
export type { EnrichmentResult } from "./enrichment/result.ts";
export { createEvents, type Events } from "./events.ts";
