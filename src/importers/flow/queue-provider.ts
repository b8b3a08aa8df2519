import { messageOf } from "../../errors.ts";
import { enqueue } from "../../jobs/queue/queue.ts";
import type { Item } from "../importer.ts";
import type { ProviderReport } from "./result.ts";
import { record, type QueuedAnswer, type ImportRun } from "./run.ts";

/** Queues the jobs of all that still wait, for an item that was just saved. Within the transaction that saved it (`isMade`: and made it). */
export function queueJobs<I extends Item, Query, C>(
  run: ImportRun<I, Query, C>,
  itemId: number | undefined,
  isMade = false,
): QueuedAnswer[] {
  if (run.waiting.length === 0) return [];
  const { context, importer, options } = run;
  const item = itemId === undefined ? undefined : importer.getItem(context, itemId);
  return run.waiting.map(({ name, jobFor }) => {
    const startedAt = context.now();
    const answer = jobFor(context, item, options.only.includes(name));
    if ("why" in answer) {
      const { why, hint } = answer;
      return { report: { ...reportOf(name, "skipped", [], [why]), ...(hint !== undefined && { hint }) } };
    }
    const report = reportOf(name, "queued", [answer.says]);
    const job = enqueue(context.db, answer.job, context.now());
    const noted = { ...report, evidence: { job: job.id } };
    if (itemId !== undefined) record(run, noted, { itemId, query: "", startedAt, isMade });
    return { report, job };
  });
}

/** Notes what was queued, once that is in the library. */
export function takeQueued<I extends Item, Query, C>(
  run: ImportRun<I, Query, C>,
  answers: QueuedAnswer[],
): void {
  run.waiting = [];
  run.queued.push(...answers);
  run.jobs.push(...answers.flatMap(({ job }) => job ?? []));
}

/** The answers of the asynchronous providers: those whose item was saved have given theirs in that transaction. */
export async function runAsyncProviders<I extends Item, Query, C>(
  run: ImportRun<I, Query, C>,
): Promise<ProviderReport[]> {
  const { context, waiting, itemId } = run;
  if (waiting.length > 0) {
    try {
      // A dry run may only say what would be missing.
      const answers = context.dryRun ? preview(run) : await context.transact(() => queueJobs(run, itemId));
      takeQueued(run, answers);
    } catch (error) {
      context.signal?.throwIfAborted();
      const reports = waiting.map(({ name }) => reportOf(name, "failed", [], [messageOf(error)], error));
      takeQueued(
        run,
        reports.map((report) => ({ report })),
      );
    }
  }
  for (const { report } of run.queued) {
    const about = { importer: run.importer.name, provider: report.name };
    context.events.emit("provider-finished", { ...about, outcome: report.outcome });
  }
  return run.queued.map(({ report }) => report);
}

function preview<I extends Item, Query, C>({ waiting }: ImportRun<I, Query, C>): QueuedAnswer[] {
  return waiting.map(({ name }) => ({
    report: reportOf(name, "skipped", [], ["nothing is queued in a dry run"]),
  }));
}

function reportOf(
  name: string,
  outcome: ProviderReport["outcome"],
  dataPopulated: string[],
  errors: string[] = [],
  fault?: unknown,
): ProviderReport {
  return { name, outcome, dataPopulated, errors, ...(fault !== undefined && { fault }) };
}
