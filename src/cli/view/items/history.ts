import type { PastRun, TableChange } from "../../../ledger/history/history.ts";
import type { Restored } from "../../../ledger/entries/restored.ts";
import { plainText, shellQuoted } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { rowsText, runText } from "./stored-words.ts";
import { renderTable, type Column } from "../../layout/table.ts";
import { localTime, pad } from "../../layout/text.ts";
import { heldText } from "../../layout/words.ts";

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

const count = (title: string, value: (run: PastRun) => number): Column<ShownRun> => ({
  title,
  value: (run) => value(run) || null,
  align: "right",
});

/** A run as it is shown: `idle` of one that changed nothing, and that undo has nothing of. */
export type ShownRun = PastRun & { idle: boolean };

const columns: Column<ShownRun>[] = [
  { title: "run", value: ({ id }) => id, align: "right" },
  { title: "when", value: ({ startedAt }) => localTime(startedAt).slice(0, 16) },
  { title: "command", value: ({ command }) => typedText(command), flexible: true, wraps: true },
  { title: "outcome", value: outcomeOf, wraps: true },
  count("new", ({ created }) => created),
  count("changed", ({ updated }) => updated),
  count("gone", ({ removed }) => removed),
];

/** Every row would begin with the program's name: on a narrow screen there would be room for nothing else. */
const typedText = (command: string): string => runText(command).replace(/^importer (?=\S)/, "");

/** `done`, `not found, changed nothing`, `undone by 7`: that it was done goes without saying where there is more to say. */
function outcomeOf({ outcome, undoneBy, idle }: ShownRun): string {
  const said = outcome.replace("_", " ");
  const more = undoneBy !== null ? `undone by ${undoneBy}` : idle ? "changed nothing" : undefined;
  if (more === undefined) return said;
  return outcome === "done" ? more : `${said}, ${more}`;
}

export function showRuns(output: Output, runs: ShownRun[]): void {
  if (runs.length === 0) return output.line("nothing has been written yet");
  output.line(renderTable(runs, columns, output));
  output.remark("  to see one: importer history <run>; to take one back: importer undo <run> --dry-run");
}

export function showRun(
  output: Output,
  run: ShownRun,
  { jobs, tables, restored }: { jobs: PastRun[]; tables: TableChange[]; restored: Restored | undefined },
): void {
  const below = jobs.map((job) => ({ ...job, idle: false }));
  output.line(renderTable([run, ...below], columns, output));
  if (restored) return showRestore(output, restored);
  for (const [kind, says] of Object.entries(kindWords)) {
    const changed = tables.filter((each) => each.kind === kind);
    if (changed.length > 0) output.line(`  ${pad(says, 7)}  ${rowsText(changed)}`);
  }
  if (run.undoneBy !== null) output.line(`undone by run ${run.undoneBy}`);
}

function showRestore(output: Output, { from, madeAt, held, kept, replaced }: Restored): void {
  output.line(`  the whole library became that of ${plainText(from)}`);
  output.line(`  as of ${localTime(madeAt)}: ${heldText(held)}`);
  if (kept === null) return output.line("  there was none before");
  output.line(`  what was there is kept: ${plainText(kept)}`);
  if (replaced === null) return output.line("  (it was damaged: its files, as they were)");
  output.line(`  with ${heldText(replaced)}; to have that again: importer restore ${shellQuoted(kept)}`);
}

const kindWords = { created: "new", updated: "changed", removed: "gone", returned: "back" };
