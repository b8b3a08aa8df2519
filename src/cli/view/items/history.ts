import type { PastRun, TableChange } from "../../../ledger/history/history.ts";
import type { Output } from "../../io/output.ts";
import { rowsText } from "./stored-words.ts";
import { renderTable, type Column } from "../../layout/table.ts";
import { localTime, pad } from "../../layout/text.ts";

/** The contract of `history --json`: times in ISO, commands only. */
export function jsonOfRun({
  startedAt,
  endedAt,
  id,
  command,
  outcome,
  created,
  updated,
  removed,
  undoneBy,
}: PastRun) {
  return {
    id,
    command,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
    outcome,
    created,
    updated,
    removed,
    undoneBy,
  };
}

const count = (title: string, value: (run: PastRun) => number): Column<PastRun> => ({
  title,
  value: (run) => value(run) || null,
  align: "right",
});

const columns: Column<PastRun>[] = [
  { title: "run", value: ({ id }) => id, align: "right" },
  { title: "when", value: ({ startedAt }) => localTime(startedAt) },
  { title: "command", value: ({ command }) => command, flexible: true },
  { title: "outcome", value: outcomeOf },
  count("new", ({ created }) => created),
  count("changed", ({ updated }) => updated),
  count("gone", ({ removed }) => removed),
];

function outcomeOf({ outcome, undoneBy }: PastRun): string {
  const said = outcome.replace("_", " ");
  return undoneBy === null ? said : `${said}, undone by ${undoneBy}`;
}

export function showRuns(output: Output, runs: PastRun[]): void {
  if (runs.length === 0) return output.line("nothing has been written yet");
  output.line(renderTable(runs, columns, output));
  output.remark("  to see one: importer history <run>; to take one back: importer undo <run> --dry-run");
}

export function showRun(
  output: Output,
  run: PastRun,
  { jobs, tables }: { jobs: PastRun[]; tables: TableChange[] },
): void {
  output.line(renderTable([run, ...jobs], columns, output));
  for (const [kind, says] of Object.entries(kindWords)) {
    const changed = tables.filter((each) => each.kind === kind);
    if (changed.length > 0) output.line(`  ${pad(says, 7)}  ${rowsText(changed)}`);
  }
  if (run.undoneBy !== null) output.line(`undone by run ${run.undoneBy}`);
}

const kindWords = { created: "new", updated: "changed", removed: "gone", returned: "back" };
