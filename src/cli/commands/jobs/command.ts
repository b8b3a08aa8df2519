import type { Command } from "commander";
import { countText } from "../../../counts.ts";
import { withLibrary } from "../../run/context.ts";
import { parseId, parsePeriod } from "../../typed/flags.ts";
import type { Io } from "../../io/io.ts";
import { createOutput } from "../../io/output.ts";
import { endedAlready, noJob } from "./faults.ts";
import { addList, addShow } from "./list.ts";
import { addRetry } from "./retry.ts";
import { addStats } from "./stats.ts";

export function addJobsCommand(program: Command, io: Io): void {
  const jobs = program.command("jobs").description("see and steer the queued jobs");
  addList(jobs, io);
  addShow(jobs, io);
  addRetry(jobs, io);
  addCancel(jobs, io);
  addStats(jobs, io);
  addPrune(jobs, io);
}

function addCancel(jobs: Command, io: Io): void {
  jobs
    .command("cancel")
    .description("cancel a job that waits; ask one that runs to stop")
    .argument("<id>", "the job's id", parseId)
    .option("--json", "print one JSON document")
    .action((id: number, flags: { json?: boolean }) =>
      withLibrary(io, async ({ db }) => {
        const { cancelJob } = await import("../../../jobs/operators/operator-actions.ts");
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

function addPrune(jobs: Command, io: Io): void {
  jobs
    .command("prune")
    .description("forget jobs that are done or cancelled")
    .requiredOption("--older-than <period>", "ended longer ago than this: 7d, 12h, 30m", parsePeriod)
    .option("--failed", "the failed ones too")
    .option("--json", "print one JSON document")
    .action((flags: { olderThan: number; failed?: boolean; json?: boolean }) =>
      withLibrary(io, async ({ db }) => {
        const { pruneJobs } = await import("../../../jobs/operators/operator-actions.ts");
        const output = createOutput(io, flags);
        const { olderThan: olderThanMs, failed = false } = flags;
        const pruned = await pruneJobs(db, { olderThanMs, nowMs: Date.now(), failed });
        output.document({ pruned });
        output.line(`${countText(pruned, "job")} forgotten`);
      }),
    );
}
