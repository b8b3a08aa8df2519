import type { Command } from "commander";
import { withLibrary } from "../run/context.ts";
import { parseCountFlag, parseId } from "../typed/flags.ts";
import type { PastRun } from "../../ledger/history/history.ts";
import type { ShownRun } from "../view/items/history.ts";
import type { Io } from "../io/io.ts";
import { createOutput } from "../io/output.ts";
import { countText } from "../../counts.ts";

const shownByDefault = 50;

/** Of these it is worth a look whether they changed anything at all. */
const isIdle = ({ created, updated, removed, undoneBy, outcome }: PastRun): boolean =>
  created + updated + removed === 0 && undoneBy === null && outcome !== "running";

export function addHistoryCommand(program: Command, io: Io): void {
  const history = program
    .command("history")
    .description("what was done to the library, newest first; or what one run changed")
    .argument("[run]", "its number, as the list shows it", parseId)
    .option("--limit <number>", `at most so many (${shownByDefault}; with --json all)`, parseCountFlag)
    .option("--json", "print one JSON document")
    .action((id: number | undefined, flags: { limit?: number; json?: boolean }) =>
      withLibrary(io, async ({ db }) => {
        const {
          getRun,
          listRunJobs,
          listPastRuns: listRuns,
          listTableChanges,
          noRun,
        } = await import("../../ledger/history/history.ts");
        const { changedNothing } = await import("../../ledger/history/changed-nothing.ts");
        const shown = (run: PastRun): ShownRun => ({
          ...run,
          idle: isIdle(run) && changedNothing(db, run.id),
        });
        const { findRestored } = await import("../../ledger/entries/restored.ts");
        const { jsonOfRun, showRun, showRuns } = await import("../view/items/history.ts");
        const output = createOutput(io, flags);
        if (id === undefined) {
          const runs = listRuns(db, flags.limit ?? (flags.json ? -1 : shownByDefault));
          if (flags.json) return output.document({ runs: runs.map(jsonOfRun) });
          return showRuns(output, runs.map(shown));
        }
        const run = getRun(db, id);
        if (!run) throw noRun(id);
        const [jobs, tables] = [listRunJobs(db, id), listTableChanges(db, id)];
        const told = jobs.map((job) => ({ ...jsonOfRun(job), jobId: job.jobId }));
        const restored = findRestored(db, id);
        const more = { changes: tables, restored: restored ?? null };
        if (flags.json) return output.document({ run: jsonOfRun(run), jobs: told, ...more });
        showRun(output, shown(run), { jobs, tables, restored });
      }),
    );
  history
    .command("prune")
    .description(
      "forget what is older than 90 days, or more than a quarter of the library; never the last 100",
    )
    .option("--json", "print one JSON document")
    .action((_: object, command: Command) =>
      withLibrary(io, async ({ db }) => {
        const { pruneLedger } = await import("../../ledger/entries/prune.ts");
        const output = createOutput(io, command.optsWithGlobals());
        const pruned = await pruneLedger(db, Date.now());
        output.document({ pruned });
        output.line(`${countText(pruned, "run")} forgotten`);
      }),
    );
}
