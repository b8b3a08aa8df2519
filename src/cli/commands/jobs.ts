import { Option, type Command } from "commander";
import type { Db } from "../../db/open.ts";
import type { JobState } from "../../db/schema/jobs.ts";
import { exitCodes, UserError } from "../../errors.ts";
import type { RetryResult } from "../../jobs/steer.ts";
import { withLibrary } from "../context.ts";
import { parseCount, parseId, parsePeriod } from "../flags.ts";
import type { Io } from "../io.ts";
import { createOutput } from "../output.ts";
import { countText } from "../view/words.ts";

/** As the schema has them; naming them here keeps `--help` from loading it. */
const states: JobState[] = ["scheduled", "ready", "running", "done", "failed", "cancelled"];

interface ListFlags {
  state?: JobState;
  queue?: string;
  kind?: string;
  limit: number;
  json?: boolean;
}

export function addJobsCommand(program: Command, io: Io): void {
  const jobs = program.command("jobs").description("see and steer the queued jobs");
  addList(jobs, io);
  addShow(jobs, io);
  addRetry(jobs, io);
  addCancel(jobs, io);
  addStats(jobs, io);
  addPrune(jobs, io);
}

function addList(jobs: Command, io: Io): void {
  jobs
    .command("list", { isDefault: true })
    .description("list jobs, newest first")
    .addOption(new Option("--state <state>", "only in this state").choices(states))
    .option("--queue <name>", "only of this queue")
    .option("--kind <kind>", "only of this kind")
    .option("--limit <number>", "at most so many", parseCount, 50)
    .option("--json", "print one JSON document")
    .action((flags: ListFlags) =>
      withLibrary(io, async ({ db }) => {
        const { listJobs } = await import("../../jobs/inspect.ts");
        const { jsonOfJob, renderJobs } = await import("../view/jobs.ts");
        const { json: _json, ...filter } = flags;
        await checkQueue(flags.queue);
        const rows = listJobs(db, filter);
        const output = createOutput(io, flags);
        output.document(rows.map(jsonOfJob));
        output.line(rows.length > 0 ? renderJobs(rows, output) : "no jobs");
      }),
    );
}

/** A name that no queue has would find no jobs, and look like an answer. */
async function checkQueue(name: string | undefined): Promise<void> {
  const { isQueueName, queueNames } = await import("../../jobs/queues.ts");
  if (name === undefined || isQueueName(name)) return;
  throw new UserError(`there is no queue "${name}"`, { hint: `there are: ${queueNames.join(", ")}` });
}

function addShow(jobs: Command, io: Io): void {
  jobs
    .command("show")
    .description("show one job, with its attempts")
    .argument("<id>", "the job's id", parseId)
    .option("--json", "print one JSON document")
    .action((id: number, flags: { json?: boolean }) =>
      withLibrary(io, async ({ db }) => {
        const { getJob } = await import("../../jobs/inspect.ts");
        const { jsonOfJob, showJob } = await import("../view/jobs.ts");
        const job = getJob(db, id);
        if (!job) throw noJob(id);
        const output = createOutput(io, flags);
        output.document(jsonOfJob(job));
        showJob(output, job);
      }),
    );
}

interface RetryFlags {
  kind?: string;
  json?: boolean;
}

function addRetry(jobs: Command, io: Io): void {
  jobs
    .command("retry")
    .description("make a failed, cancelled or scheduled job ready again")
    .argument("[id]", "the job's id", parseId)
    .option("--kind <kind>", "every failed job of this kind")
    .option("--json", "print one JSON document")
    .action((id: number | undefined, flags: RetryFlags) =>
      withLibrary(io, async ({ db }) => {
        if ((id === undefined) === (flags.kind === undefined)) throw retryWhat();
        if (id === undefined) await retryKind(db, flags.kind!, flags, io);
        else await retryOne(db, id, flags, io);
      }),
    );
}

async function retryOne(db: Db, id: number, flags: RetryFlags, io: Io): Promise<void> {
  const { retryJob } = await import("../../jobs/steer.ts");
  const output = createOutput(io, flags);
  const { getJob } = await import("../../jobs/inspect.ts");
  await askAgain(db, getJob(db, id)?.kind); // first: a worker takes the job up at once
  const result = retryJob(db, id, Date.now());
  if (result.outcome === "missing") throw noJob(id);
  if (result.outcome !== "ready") throw notRetried(id, result);
  output.document({ id, ...result });
  output.line(`job ${id} is ready; to do it now: importer worker --drain`);
}

async function retryKind(db: Db, kind: string, flags: RetryFlags, io: Io): Promise<void> {
  const { listFailed, retryJob } = await import("../../jobs/steer.ts");
  const output = createOutput(io, flags);
  const { isJobKind, jobKinds } = await import("../../jobs/kinds.ts");
  if (!isJobKind(kind)) {
    throw new UserError(`there are no jobs of the kind "${kind}"`, {
      hint: `there are: ${jobKinds.join(", ")}`,
    });
  }
  await askAgain(db, kind);
  const failed = listFailed(db, kind);
  const ready = failed.filter((id) => retryJob(db, id, Date.now()).outcome === "ready");
  output.document({ kind, ready });
  output.line(
    ready.length === 0
      ? `no failed jobs of the kind "${kind}"`
      : `${countText(ready.length, "job")} ready; to do them now: importer worker --drain`,
  );
}

/** A person wants it tried: who has refused us is asked again. */
async function askAgain(db: Db, kind: string | undefined): Promise<void> {
  if (kind !== "amazon-product-enrichment") return;
  const { forgetRefusal } = await import("../../library/write/refusals.ts");
  forgetRefusal(db, "amazon");
}

function retryWhat(): UserError {
  return new UserError("a job's id or --kind is needed, and only one of them", {
    hint: "importer jobs list --state failed, then: importer jobs retry 3",
  });
}

function addCancel(jobs: Command, io: Io): void {
  jobs
    .command("cancel")
    .description("cancel a job that waits; ask one that runs to stop")
    .argument("<id>", "the job's id", parseId)
    .option("--json", "print one JSON document")
    .action((id: number, flags: { json?: boolean }) =>
      withLibrary(io, async ({ db }) => {
        const { cancelJob } = await import("../../jobs/steer.ts");
        const output = createOutput(io, flags);
        const result = cancelJob(db, id, Date.now());
        if (result.outcome === "missing") throw noJob(id);
        if (result.outcome === "refused") throw endedAlready(id, result.state);
        output.document({ id, ...result });
        output.line(
          result.outcome === "cancelled"
            ? `job ${id} is cancelled`
            : `job ${id} runs; its worker was asked to stop it`,
        );
      }),
    );
}

function addStats(jobs: Command, io: Io): void {
  jobs
    .command("stats")
    .description("count jobs by queue and state, and list the workers")
    .option("--json", "print one JSON document")
    .action((flags: { json?: boolean }) =>
      withLibrary(io, async ({ db }) => {
        const { countJobs, listWorkers } = await import("../../jobs/inspect.ts");
        const { jobStates } = await import("../../db/schema/jobs.ts");
        const { renderCounts, renderWorkers } = await import("../view/jobs.ts");
        const output = createOutput(io, flags);
        const [counts, workers] = [countJobs(db, jobStates), listWorkers(db)];
        output.document({ counts, workers });
        output.line(counts.length > 0 ? renderCounts(counts, output) : "no jobs");
        output.line(workers.length > 0 ? renderWorkers(workers, output) : "no worker runs");
      }),
    );
}

function addPrune(jobs: Command, io: Io): void {
  jobs
    .command("prune")
    .description("forget jobs that are done or cancelled")
    .requiredOption("--older-than <period>", "ended longer ago than this: 7d, 12h, 30m", parsePeriod)
    .option("--failed", "the failed ones too")
    .option("--json", "print one JSON document")
    .action((flags: { olderThan: number; failed?: boolean; json?: boolean }) =>
      withLibrary(io, async ({ db }) => {
        const { pruneJobs } = await import("../../jobs/steer.ts");
        const output = createOutput(io, flags);
        const { olderThan: olderThanMs, failed = false } = flags;
        const pruned = await pruneJobs(db, { olderThanMs, nowMs: Date.now(), failed });
        output.document({ pruned });
        output.line(`${pruned} ${pruned === 1 ? "job" : "jobs"} forgotten`);
      }),
    );
}

function notRetried(id: number, result: RetryResult & { outcome: "refused" | "twin" }): UserError {
  const why =
    result.outcome === "twin" ? `job ${result.id} does the same work already` : `it is ${result.state}`;
  return new UserError(`job ${id} was not queued again: ${why}`, {
    hint: `importer jobs show ${result.outcome === "twin" ? result.id : id}`,
    exitCode: exitCodes.failed,
  });
}

function endedAlready(id: number, state: JobState): UserError {
  return new UserError(`job ${id} has ended already: it is ${state}`, {
    hint: `importer jobs show ${id}`,
    exitCode: exitCodes.failed,
  });
}

function noJob(id: number): UserError {
  return new UserError(`there is no job ${id}`, { hint: "importer jobs list", exitCode: exitCodes.notFound });
}
