import type { Item, SavedContribution } from "../importer.ts";
import { queueJobs, takeQueued } from "./queue-provider.ts";
import type { ProviderReport } from "./result.ts";
import { record, type ImportRun } from "./run.ts";
import { noteThere } from "../upstream/gone.ts";

/** Attributes, associations, jobs and the record of the run: all of it, or nothing. */
export async function saveContributions<I extends Item, Query, C>(
  run: ImportRun<I, Query, C>,
  report: ProviderReport,
  group: readonly C[],
  startedAt: number,
): Promise<void> {
  const { context, importer, options } = run;
  if (context.dryRun) return group.forEach((each) => previewOne(run, each));
  const write = () => {
    const each = saveEach(run, report.name, group);
    const itemId = each.at(-1)?.itemId ?? run.itemId;
    const isOwn = importer.itemType === importer.name;
    const isMade = isOwn && each.some((saved) => isNew(saved));
    const about = { itemId: itemId!, query: "", startedAt, isMade };
    record(run, report, about);
    if (isOwn && !isMade) noteThere(context.db, importer.itemType, about.itemId, report.name);
    // These words led here, and why: the finder knows them from now on, and an older "nothing" is no longer true.
    if (each.every((saved) => isSettled(run, saved))) run.waiting = [];
    if (options.queryKey) record(run, report, { ...about, query: options.queryKey });
    // In this very transaction: an item that exists has its jobs.
    return { each, itemId, queued: queueJobs(run, itemId, isMade) };
  };
  const save = () => context.transact(write);
  const result = await (importer.name === "album" && context.inTurn ? context.inTurn(save) : save());
  run.itemId = result.itemId;
  for (const { jobs, upstream = [], saved } of result.each) {
    run.jobs.push(...jobs);
    run.upstream.push(...upstream);
    for (const { change } of saved) run.saved[change]++;
  }
  takeQueued(run, result.queued);
}

/** Those that come together at once, where the importer can; else one after the other. */
function saveEach<I extends Item, Query, C>(
  { context, importer, itemId: known }: ImportRun<I, Query, C>,
  provider: string,
  group: readonly C[],
): SavedContribution[] {
  for (const each of group) importer.check?.(context, each);
  const isTogether = group.length > 1 && known !== undefined;
  const together = isTogether ? importer.saveTogether?.(context, group, known) : undefined;
  if (together) return [together];
  let itemId = known;
  return group.map((each) => {
    const saved = importer.save(context, each, itemId, provider);
    itemId = saved.itemId;
    return saved;
  });
}

/** Of a dry run. What would change can't be told without writing; that a refresh was asked for can. */
function previewOne<I extends Item, Query, C>(run: ImportRun<I, Query, C>, contribution: C): void {
  const { context, importer, options } = run;
  run.preview.push(contribution);
  const known = importer.findKnown(context, contribution);
  run.saved[known === undefined ? "created" : options.force ? "updated" : "unchanged"]++;
  if (importer.itemType === importer.name) run.itemId ??= known;
}

/** Whether the item itself was made in this transaction: it comes first among what was saved. What is new can't be gone. */
const isNew = ({ itemId, saved: [own] }: SavedContribution): boolean =>
  own?.id === itemId && own.change === "created";

/** Words that were new led to an item that is known and complete: nothing is queued for it again. */
function isSettled<I extends Item, Query, C>(
  { options }: ImportRun<I, Query, C>,
  { saved, jobs }: SavedContribution,
): boolean {
  const isKnown = saved.every(({ change }) => change !== "created");
  return isKnown && jobs.length === 0 && !options.force && options.item === undefined;
}
