import type { ItemType } from "../db/schema/facts.ts";
import { UserError } from "../errors.ts";
import type { QueuedJob } from "../jobs/queue.ts";
import type { Saved } from "../library/write/saved.ts";
import type { ImportContext } from "./context.ts";
import type { AsyncProvider, Provider, ProviderRequest } from "./provider.ts";
import { runAsyncProviders } from "./queue-provider.ts";
import type { Run } from "./run.ts";
import { runProvider } from "./run-provider.ts";
import { outcomeOf, type ImportResult, type ProviderReport } from "./result.ts";

export interface Item {
  id: number;
}

/** One kind of import: which providers in which order, and how one contribution comes to rest. */
export interface Importer<I extends Item, Query, Contribution> {
  name: "album" | "artist" | "release";
  /** The kind of item that the runs belong to. */
  itemType: ItemType;
  providers: Provider<I, Query, Contribution>[];
  /** They come last, whatever became of the others: an item that exists is enough for them. */
  asyncProviders?: AsyncProvider<I>[];
  getItem(context: ImportContext, id: number): I | undefined;
  /** The item (or part of one) that saving this would change, instead of creating it: for a dry run. */
  findKnown(context: ImportContext, contribution: Contribution): number | undefined;
  /** What must be fetched before the save, outside its transaction. Its troubles are told, and stop nothing. */
  prepare?(context: ImportContext, contribution: Contribution): Promise<string[]>;
  /** Saves one contribution and queues its jobs. Runs inside one transaction, so it can't wait. */
  save(context: ImportContext, contribution: Contribution, itemId: number | undefined): SavedContribution;
  /** The names of what a contribution brings. */
  populated(contribution: Contribution): string[];
}

export interface SavedContribution {
  itemId: number;
  saved: Saved[];
  jobs: QueuedJob[];
}

export interface ImportOptions<I extends Item, Query> extends ProviderRequest<I, Query> {
  /** The words as typed: decisions and the memory of `absent` go by them. "" where an id or nothing was given. */
  queryKey: string;
  force: boolean;
  /** Only these providers; all when empty. */
  only: string[];
}

/**
 * Runs the providers in order and saves after each. One provider's fault never stops the next; a save that
 * fails makes that provider's success a failure. An interruption stops all, after what was saved.
 */
export async function runProviders<I extends Item, Query, C>(
  context: ImportContext,
  importer: Importer<I, Query, C>,
  options: ImportOptions<I, Query>,
): Promise<ImportResult<C>> {
  checkProviders(importer, options.only);
  const { only } = options;
  const isChosen = ({ name }: { name: string }): boolean => only.length === 0 || only.includes(name);
  const run: Run<I, Query, C> = {
    ...{ context, importer, options, itemId: options.item?.id },
    ...{ jobs: [], candidates: [], preview: [], saved: { created: 0, updated: 0, unchanged: 0 } },
    waiting: (importer.asyncProviders ?? []).filter(isChosen),
    queued: [],
  };
  const reports: ProviderReport[] = [];
  for (const provider of importer.providers.filter(isChosen)) {
    context.signal?.throwIfAborted();
    const about = { importer: importer.name, provider: provider.name };
    context.events.emit("provider-started", about);
    const report = await runProvider(run, provider);
    context.events.emit("provider-finished", { ...about, outcome: report.outcome });
    reports.push(report);
  }
  reports.push(...(await runAsyncProviders(run)));
  return {
    outcome: outcomeOf(reports, run.saved, options.item !== undefined),
    itemId: run.itemId,
    asked: reports.some(({ asked }) => asked),
    providers: reports,
    jobs: run.jobs,
    candidates: run.candidates,
    saved: run.saved,
    preview: run.preview,
  };
}

/** @throws UserError for a provider that this importer does not have. */
export function checkProviders(
  importer: { name: string; providers: { name: string }[]; asyncProviders?: { name: string }[] },
  only: string[],
): void {
  const { providers, asyncProviders = [] } = importer;
  const names = [...providers, ...asyncProviders].map((provider) => provider.name);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new UserError(`the ${importer.name} importer has no provider "${unknown}"`, {
    hint: `it has: ${names.join(", ")}`,
  });
}
