import { explainDatabaseError } from "../../db/faults.ts";
import { messageOf, RejectedError, throwIfInterrupted, UnavailableError, UserError } from "../../errors.ts";
import { findAbsentRun } from "../../library/memory/runs.ts";
import type { Item, PreparedSave } from "../importer.ts";
import { dated, groupsOf, type ProviderAnswer, type Provider } from "../provider.ts";
import { saveContributions } from "./save-contributions.ts";
import { isFrom, noteGone } from "../upstream/gone.ts";
import { record, type ImportRun } from "./run.ts";
import type { ProviderReport } from "./result.ts";

/** TTL of the negative cache. "They have nothing" is believed for this long: data grows, slowly. */
export const providerAbsenceTtlMs = 7 * 24 * 3_600_000;

/** What is remembered of an absence beside its date: the very question, and where it was asked. */
interface Asked {
  question: string | undefined;
  address: string | undefined;
}

/** Asks one provider, saves what it gives, and remembers how it ended. Throws only when interrupted. */
export async function runProvider<I extends Item, Query, C>(
  run: ImportRun<I, Query, C>,
  provider: Provider<I, Query, C>,
): Promise<ProviderReport> {
  const { context, importer, options } = run;
  const startedAt = context.now();
  const report: ProviderReport = { name: provider.name, outcome: "failed", dataPopulated: [], errors: [] };
  const item = run.itemId === undefined ? undefined : importer.getItem(context, run.itemId);
  const request = { item, query: options.query, before: run.before, binds: options.binds ?? false };
  // Before anybody is asked: another process may give the item an identifier meanwhile, and that was not asked for. The text comes only
  // where there is, or will be, something to remember: putting a search's together costs as much as answering it does.
  const textOfQuestion = provider.question?.(context, request);
  const address = provider.address?.(context);
  const asked = (): Asked => ({ question: textOfQuestion?.(), address });
  const remembered = cachedAbsence(run, provider.name, asked);
  if (remembered) return { ...report, outcome: "absent", errors: [remembered] };
  try {
    const answer = dated(provider.asOf, await provider.ask(context, request));
    const isUnasked =
      answer.outcome === "skipped" || (answer.outcome === "absent" && answer.unasked === true);
    if (!isUnasked) report.asked = true;
    if (answer.evidence !== undefined) report.evidence = answer.evidence;
    await takeAnswer(run, report, answer, startedAt);
    if (isUnasked) return { ...report, unasked: true };
  } catch (error) {
    throwIfInterrupted(error, context.signal);
    explainFault(report, explainDatabaseError(error, context.db.$client.name) ?? error);
  }
  if (report.outcome !== "found") await rememberEnding(run, report, startedAt, asked);
  return report;
}

async function takeAnswer<I extends Item, Query, C>(
  run: ImportRun<I, Query, C>,
  report: ProviderReport,
  answer: ProviderAnswer<C>,
  startedAt: number,
): Promise<void> {
  if (answer.binding) run.binding = answer.binding;
  if (answer.outcome !== "found") {
    report.outcome = answer.outcome;
    report.errors.push(answer.why, ...oddWords(answer.odd));
    if ("candidates" in answer) run.candidates.push(...answer.candidates);
    // What was removed there has no jobs to come.
    if (answer.outcome === "absent" && answer.gone && isTheirs(run, report.name)) {
      run.waiting = [];
      run.isGone = true;
    }
    return;
  }
  if (!run.context.dryRun) run.itemId ??= answer.itemId;
  let told = 0;
  for await (const group of groupsOf(answer.contributions)) {
    report.errors.push(...oddWords(answer.odd?.slice(told)));
    told = answer.odd?.length ?? 0;
    for (const each of group) run.importer.check?.(run.context, each);
    for (const each of group)
      takePrepared(run, report, await run.importer.prepare?.(run.context, each, run.itemId));
    await takeGroup(run, report, group, startedAt);
    for (const each of group) takePrepared(run, report, await run.importer.follow?.(run.context, each));
  }
  report.errors.push(...oddWords(answer.odd?.slice(told))); // what came to light behind the last
  report.outcome = "found";
}

/** Saves them together. Where one of them can't be, those before it are kept. */
async function takeGroup<I extends Item, Query, C>(
  run: ImportRun<I, Query, C>,
  report: ProviderReport,
  group: readonly C[],
  startedAt: number,
): Promise<void> {
  const populated = group.flatMap((each) => run.importer.populated(each));
  const dataPopulated = [...new Set([...report.dataPopulated, ...populated])];
  try {
    await saveContributions(run, { ...report, outcome: "found", dataPopulated }, group, startedAt);
  } catch (error) {
    if (group.length === 1) throw error;
    for (const each of group) await takeGroup(run, report, [each], startedAt);
    return;
  }
  report.dataPopulated = dataPopulated; // not before it is saved
}

function takePrepared<I extends Item, Query, C>(
  run: ImportRun<I, Query, C>,
  report: ProviderReport,
  prepared: PreparedSave | undefined,
): void {
  report.errors.push(...(prepared?.troubles ?? []));
  run.upstream.push(...(prepared?.upstream ?? []));
}

/** What could not be read, once each; of many, the first few. */
function oddWords(odd: string[] = []): string[] {
  const each = [...new Set(odd)];
  const most = 5;
  if (each.length <= most + 1) return each;
  return [...each.slice(0, most), `and ${each.length - most} more parts of the answer can't be read`];
}

function explainFault(report: ProviderReport, fault: unknown): void {
  report.fault = fault;
  report.errors.push(messageOf(fault));
  report.outcome = "failed";
  if (fault instanceof UnavailableError) report.outcome = "unavailable";
  if (fault instanceof RejectedError) report.outcome = "rejected";
  if ((fault instanceof RejectedError || fault instanceof UserError) && fault.hint) report.hint = fault.hint;
}

/** Another source's "none" says nothing of an item that came from elsewhere. */
function isTheirs<I extends Item, Query, C>(
  { context, importer, itemId }: ImportRun<I, Query, C>,
  source: string,
): boolean {
  return itemId === undefined || isFrom(context.db, importer.itemType, itemId, source);
}

/** Every ending is noted, but only `absent` is ever believed later: of the very question that was asked. */
async function rememberEnding<I extends Item, Query, C>(
  run: ImportRun<I, Query, C>,
  report: ProviderReport,
  startedAt: number,
  asked: () => Asked,
): Promise<void> {
  const { context } = run;
  if (context.dryRun) return;
  const question = asked();
  const evidence = question.question === undefined ? report.evidence : { ...evidenceOf(report), ...question };
  try {
    const gone = await context.transact(() => {
      record(run, { ...report, evidence }, { ...subjectOf(run), startedAt });
      return run.isGone && run.itemId !== undefined
        ? noteGone(context, run.importer.itemType, run.itemId)
        : undefined;
    });
    if (gone) run.upstream.push(gone);
  } catch (error) {
    report.errors.push(`and it could not be noted in the library: ${messageOf(error)}`);
  }
}

/** What an answer is about: the item, or the words while there is none. */
function subjectOf<I extends Item, Query, C>({ itemId, options }: ImportRun<I, Query, C>) {
  return itemId === undefined ? { itemId: 0, query: options.queryKey } : { itemId, query: "" };
}

/** Negative cache. Why nobody is asked now: the same question found nothing there lately. Undefined: ask. */
function cachedAbsence<I extends Item, Query, C>(
  run: ImportRun<I, Query, C>,
  provider: string,
  asked: () => Asked,
): string | undefined {
  const { context, importer, options } = run;
  const subject = subjectOf(run);
  if (options.force || (subject.itemId === 0 && subject.query === "")) return undefined;
  const { name, itemType } = importer;
  const since = context.now() - providerAbsenceTtlMs;
  const absent = findAbsentRun(context.db, { importer: name, itemType, ...subject, provider, since });
  if (!absent) return undefined;
  const { question, address } = evidenceOf(absent);
  const now = asked();
  if (question !== now.question || address !== now.address) return undefined;
  const day = new Date(absent.finishedAt).toISOString().slice(0, 10);
  const { toAskAgain } = context;
  const why = `${absent.errors[0] ?? "nothing found"} (asked on ${day}`;
  return toAskAgain === undefined
    ? `${why}; --force-providers asks again)`
    : `${why}); to ask again: ${toAskAgain}`;
}

const evidenceOf = ({ evidence }: { evidence?: unknown }): Record<string, unknown> =>
  (evidence ?? {}) as Record<string, unknown>;
