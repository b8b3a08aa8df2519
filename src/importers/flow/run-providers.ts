import { UserError } from "../../errors.ts";
import type { SourceEnding } from "../../matching/albums/source-chain.ts";
import type { ImportContext } from "../context.ts";
import type { Importer, ImportOptions, Item } from "../importer.ts";
import { runAsyncProviders } from "./queue-provider.ts";
import type { ImportRun } from "./run.ts";
import { runProvider } from "./run-provider.ts";
import { outcomeOf, type ImportResult, type ProviderReport } from "./result.ts";

/**
 * Runs the providers in order and saves after each. One provider's fault never stops the next; a save that
 * fails makes that provider's success a failure. An interruption stops all, after what was saved.
 */
export async function runProviders<I extends Item, Query, C>(
  context: ImportContext,
  importer: Importer<I, Query, C>,
  options: ImportOptions<I, Query>,
): Promise<ImportResult<C>> {
  checkProviders(context, importer, options.only);
  const { only } = options;
  const isChosen = ({ name }: { name: string }): boolean => only.length === 0 || only.includes(name);
  const run: ImportRun<I, Query, C> = {
    context,
    importer,
    options,
    itemId: options.item?.id,
    jobs: [],
    candidates: [],
    before: [],
    preview: [],
    saved: { created: 0, updated: 0, unchanged: 0 },
    waiting: (importer.asyncProviders ?? []).filter(isChosen),
    queued: [],
    upstream: [],
    isGone: false,
  };
  const reports: ProviderReport[] = [];
  for (const provider of importer.providers(context).filter(isChosen)) {
    context.signal?.throwIfAborted();
    const about = { importer: importer.name, provider: provider.name };
    context.events.emit("provider-started", about);
    const report = await runProvider(run, provider);
    context.events.emit("provider-finished", { ...about, outcome: report.outcome });
    reports.push(report);
    const ending = endingOf(report);
    if (ending) run.before.push(ending);
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
    upstream: run.upstream,
    ...(run.binding && { binding: run.binding }),
  };
}

/** What the next in the chain has to know of it; one that had nothing to go by is as if it were not there. */
function endingOf({ outcome, unasked }: ProviderReport): SourceEnding | undefined {
  return unasked || outcome === "skipped" || outcome === "queued" ? undefined : outcome;
}

/** @throws UserError for a provider that this importer does not have. */
export function checkProviders(
  context: ImportContext,
  importer: {
    name: string;
    providers(context: ImportContext): { name: string }[];
    asyncProviders?: { name: string }[];
  },
  only: string[],
): void {
  const { asyncProviders = [] } = importer;
  const names = [...importer.providers(context), ...asyncProviders].map((provider) => provider.name);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new UserError(`the ${importer.name} importer has no provider "${unknown}"`, {
    hint: `it has: ${names.join(", ")}`,
  });
}
