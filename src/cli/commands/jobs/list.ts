import { Option, type Command } from "commander";
import { jobStates, type JobState } from "../../../db/job-states.ts";
import { withLibrary } from "../../run/context.ts";
import { parseCountFlag, parseId } from "../../typed/flags.ts";
import type { Io } from "../../io/io.ts";
import { createOutput } from "../../io/output.ts";
import { checkKind, checkQueue, noJob } from "./faults.ts";

interface ListFlags {
  state?: JobState;
  queue?: string;
  kind?: string;
  by?: "error";
  limit: number;
  json?: boolean;
}

export function addList(jobs: Command, io: Io): void {
  jobs
    .command("list", { isDefault: true })
    .description("list jobs, newest first")
    .addOption(new Option("--state <state>", "only in this state").choices(jobStates))
    .option("--queue <name>", "only of this queue")
    .option("--kind <kind>", "only of this kind")
    .addOption(new Option("--by <what>", "one line for all with the same kind and error").choices(["error"]))
    .option("--limit <number>", "at most so many", parseCountFlag, 50)
    .option("--json", "print one JSON document")
    .action((flags: ListFlags) => {
      checkQueue(flags.queue);
      return flags.by ? listByError(flags, io) : list(flags, io);
    });
}

function list(flags: ListFlags, io: Io): Promise<void> {
  return withLibrary(io, async ({ db }) => {
    const { listJobs } = await import("../../../jobs/operators/inspect.ts");
    const { jsonOfJob, renderJobs } = await import("../../view/jobs/jobs.ts");
    const rows = listJobs(db, flags);
    if (rows.length === 0) await checkKind(flags.kind);
    const output = createOutput(io, flags);
    output.document(rows.map(jsonOfJob));
    output.line(rows.length > 0 ? renderJobs(rows, output) : "no jobs");
  });
}

function listByError(flags: ListFlags, io: Io): Promise<void> {
  return withLibrary(io, async ({ db }) => {
    const { groupByError } = await import("../../../jobs/operators/inspect-many.ts");
    const { renderErrors, retryLine } = await import("../../view/jobs/jobs.ts");
    const groups = groupByError(db, flags);
    if (groups.length === 0) await checkKind(flags.kind);
    const output = createOutput(io, flags);
    output.document(groups);
    output.line(groups.length > 0 ? renderErrors(groups, output) : "no job tells of an error");
    const [first] = groups;
    if (first) output.line(`  to try those of one error again: ${retryLine(first)}`);
  });
}

export function addShow(jobs: Command, io: Io): void {
  jobs
    .command("show")
    .description("show one job, with its attempts")
    .argument("<id>", "the job's id", parseId)
    .option("--json", "print one JSON document")
    .action((id: number, flags: { json?: boolean }) =>
      withLibrary(io, async ({ db }) => {
        const { getJob } = await import("../../../jobs/operators/inspect.ts");
        const { jsonOfJob, showJob } = await import("../../view/jobs/jobs.ts");
        const job = getJob(db, id);
        if (!job) throw noJob(id);
        const output = createOutput(io, flags);
        output.document(jsonOfJob(job));
        showJob(output, job);
      }),
    );
}
