import type { QueuedJob } from "../../jobs/queue/queue.ts";
import { addRun, saveRun } from "../../library/write/memory/runs.ts";
import type { BindingTable } from "../binding-table.ts";
import type { ImportContext } from "../context.ts";
import type { Importer, ImportOptions, Item } from "../importer.ts";
import type { SourceEnding } from "../../matching/albums/source-chain.ts";
import type { AsyncProvider, Candidate } from "../provider.ts";
import type { ImportResult, ProviderReport } from "./result.ts";
import type { UpstreamEvent } from "../upstream/event.ts";

/** One import on its way through the providers. */
export interface ImportRun<I extends Item, Query, C> {
  context: ImportContext;
  importer: Importer<I, Query, C>;
  options: ImportOptions<I, Query>;
  /** Known from the start, or from the first provider that was saved. */
  itemId: number | undefined;
  jobs: QueuedJob[];
  candidates: Candidate[];
  /** How the providers ended that were asked, or whose answer is remembered. */
  before: SourceEnding[];
  saved: ImportResult<C>["saved"];
  /** Of a dry run: what would be saved. */
  preview: C[];
  /** Asynchronous providers that have not queued their jobs yet, and what came of those that have. */
  waiting: AsyncProvider<I>[];
  queued: QueuedAnswer[];
  upstream: UpstreamEvent[];
  /** A source said that it has the item no longer. */
  isGone: boolean;
  /** How the files of an album that is bound lie beside its tracks. */
  binding?: BindingTable;
}

/** What an asynchronous provider answered, with its job if it queued one. */
export interface QueuedAnswer {
  report: ProviderReport;
  job?: QueuedJob;
}

/** What a run was about. `isMade`: an item that this very transaction made. */
interface About {
  itemId: number;
  query: string;
  startedAt: number;
  isMade?: boolean;
}

/** Keeps how a provider ended: provenance, and the memory of `absent`. Within a transaction. */
export function record<I extends Item, Query, C>(
  { context, importer }: ImportRun<I, Query, C>,
  { name, outcome, dataPopulated, errors, evidence = null }: ProviderReport,
  { itemId, query, startedAt, isMade = false }: About,
): void {
  if (outcome === "skipped") return; // nobody was asked
  const keep = isMade ? addRun : saveRun;
  keep(context.db, {
    importer: importer.name,
    itemType: importer.itemType,
    itemId,
    query,
    startedAt,
    provider: name,
    outcome: outcome === "weak" ? "ambiguous" : outcome,
    dataPopulated,
    errors,
    evidence,
    finishedAt: context.now(),
  });
}
