import type { JobState } from "../../../db/job-states.ts";
import { exitCodes, UserError } from "../../../errors.ts";
import { isQueueName, queueNames } from "../../../jobs/queue/queues.ts";
import type { RetryResult } from "../../../jobs/operators/operator-actions.ts";

/** What is wrong with what was asked of the jobs, and what to type instead. */

/** A name that no queue has would find no jobs, and look like an answer. */
export function checkQueue(name: string | undefined): void {
  if (name === undefined || isQueueName(name)) return;
  throw new UserError(`there is no queue "${name}"`, { hint: `there are: ${queueNames.join(", ")}` });
}

/** The same of a kind, where nothing is of it: what another version left has kinds that this one does not know. */
export async function checkKind(name: string | undefined): Promise<void> {
  if (name === undefined) return;
  const { isJobKind, jobKinds } = await import("../../../jobs/queue/kinds.ts");
  if (!isJobKind(name))
    throw new UserError(`there are no jobs of the kind "${name}"`, {
      hint: `there are: ${jobKinds.join(", ")}`,
    });
}

export function notRetried(id: number, result: RetryResult & { outcome: "refused" | "twin" }): UserError {
  const why =
    result.outcome === "twin" ? `job ${result.id} does the same work already` : `it is ${result.state}`;
  return new UserError(`job ${id} was not queued again: ${why}`, {
    hint: `importer jobs show ${result.outcome === "twin" ? result.id : id}`,
    exitCode: exitCodes.failed,
  });
}

export function endedAlready(id: number, state: JobState): UserError {
  return new UserError(`job ${id} has ended already: it is ${state}`, {
    hint: `importer jobs show ${id}`,
    exitCode: exitCodes.failed,
  });
}

export function noJob(id: number): UserError {
  return new UserError(`there is no job ${id}`, { hint: "importer jobs list", exitCode: exitCodes.notFound });
}
