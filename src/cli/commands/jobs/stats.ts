import type { Command } from "commander";
import { withLibrary } from "../../run/context.ts";
import type { Io } from "../../io/io.ts";
import { createOutput } from "../../io/output.ts";

export function addStats(jobs: Command, io: Io): void {
  jobs
    .command("stats")
    .description("count jobs by queue and state, and list the workers")
    .option("--json", "print one JSON document")
    .action((flags: { json?: boolean }) =>
      withLibrary(io, async ({ db }) => {
        const { countJobs, listWorkers } = await import("../../../jobs/operators/inspect.ts");
        const { countUnknown } = await import("../../../jobs/operators/inspect-many.ts");
        const { jobKinds } = await import("../../../jobs/queue/kinds.ts");
        const { pausedSince } = await import("../../../jobs/operators/pause.ts");
        const { listResting } = await import("../../../db/services/breakers.ts");
        const { jobStates } = await import("../../../db/job-states.ts");
        const { localTime } = await import("../../layout/text.ts");
        const { renderCounts, renderWorkers, restingLine, unknownLine } =
          await import("../../view/jobs/jobs.ts");
        const output = createOutput(io, flags);
        const counts = countJobs(db, jobStates);
        const workers = listWorkers(db);
        const unknown = countUnknown(db, jobKinds);
        const pausedAt = pausedSince(db);
        const resting = listResting(db, Date.now());
        output.document({ counts, workers, unknown, pausedAt: pausedAt ?? null, resting });
        output.line(counts.length > 0 ? renderCounts(counts, output) : "no jobs");
        for (const each of unknown) output.line(unknownLine(each));
        output.line(workers.length > 0 ? renderWorkers(workers, output) : "no worker is running");
        for (const each of resting) output.line(restingLine(each, Date.now()));
        if (pausedAt === undefined) return;
        output.line(`workers are paused since ${localTime(pausedAt)}; to go on: importer worker resume`);
      }),
    );
}
