import { Option, type Command } from "commander";
import type { Db } from "../../../db/connection.ts";
import { UserError } from "../../../errors.ts";
import type { RetryFilter } from "../../../jobs/operators/operator-actions.ts";
import { withLibrary } from "../../run/context.ts";
import { parseId } from "../../typed/flags.ts";
import type { Io } from "../../io/io.ts";
import { createOutput } from "../../io/output.ts";
import { checkKind, noJob, notRetried } from "./faults.ts";
import { countText } from "../../../counts.ts";

interface RetryFlags extends Partial<RetryFilter> {
  json?: boolean;
}

export function addRetry(jobs: Command, io: Io): void {
  jobs
    .command("retry")
    .description("make a failed, cancelled or scheduled job ready again, or all that the flags name")
    .argument("[id]", "the job's id", parseId)
    .addOption(
      new Option("--state <state>", "all in this state (failed)").choices([
        "failed",
        "cancelled",
        "scheduled",
      ]),
    )
    .option("--kind <kind>", "all of this kind")
    .option("--error <text>", "all whose error has this text (see jobs list --by error)")
    .option("--json", "print one JSON document")
    .action((id: number | undefined, { json, ...filter }: RetryFlags) =>
      withLibrary(io, async ({ db }) => {
        const isMany = Object.keys(filter).length > 0;
        if ((id === undefined) !== isMany) throw retryWhat();
        if (id === undefined) await retryMany(db, filter, { json, io });
        else await retryOne(db, id, { json, io });
      }),
    );
}

interface Telling {
  json: boolean | undefined;
  io: Io;
}

async function retryOne(db: Db, id: number, { json, io }: Telling): Promise<void> {
  const { retryJob } = await import("../../../jobs/operators/operator-actions.ts");
  const { getJob } = await import("../../../jobs/operators/inspect.ts");
  const output = createOutput(io, { json });
  const { askAgain } = await import("../../../tasks/ask-again.ts");
  askAgain(db, getJob(db, id)?.kind); // first: a worker takes the job up at once
  const result = retryJob(db, id, Date.now());
  if (result.outcome === "missing") throw noJob(id);
  if (result.outcome !== "ready") throw notRetried(id, result);
  output.document({ id, ...result });
  output.line(`job ${id} is ready; to do it now: importer worker --drain`);
}

async function retryMany(db: Db, given: Partial<RetryFilter>, { json, io }: Telling): Promise<void> {
  const filter: RetryFilter = { state: "failed", ...given };
  const { retryJobs } = await import("../../../jobs/operators/operator-actions.ts");
  const output = createOutput(io, { json });
  await checkKind(filter.kind);
  const { askAgain } = await import("../../../tasks/ask-again.ts");
  const retry = db.$client.transaction(() => {
    const retried = retryJobs(db, filter, Date.now());
    for (const kind of new Set(retried.map((job) => job.kind))) askAgain(db, kind);
    return retried.map((job) => job.id);
  });
  const ready = retry.immediate();
  output.document({ filter: given, ready });
  output.line(
    ready.length === 0
      ? `no ${wordsOf(filter)}`
      : `${countText(ready.length, "job")} ready; to do them now: importer worker --drain`,
  );
}

function wordsOf({ state, kind, error }: RetryFilter): string {
  const ofKind = kind === undefined ? "" : ` of the kind "${kind}"`;
  return `${state} jobs${ofKind}${error === undefined ? "" : ` whose error has "${error}"`}`;
}

function retryWhat(): UserError {
  return new UserError("a job's id, or --state, --kind or --error, is needed, and not both", {
    hint: "importer jobs list --by error, or --state failed, then: importer jobs retry 3",
  });
}
