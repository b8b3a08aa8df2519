import type { Undone } from "../../ledger/undo.ts";
import type { Output } from "../output.ts";
import { countText } from "./words.ts";

const mostTold = 20;

export function showUndone(
  output: Output,
  result: Undone,
  { run, dryRun, flags }: { run: number; dryRun: boolean; flags: readonly string[] },
): void {
  const { undone, removed, returned, restored, stayed, cancelledJobs } = result;
  for (const { id, command } of undone)
    output.line(`${dryRun ? "would undo" : "undone"}: run ${id}, ${command}`);
  const parts = [
    removed > 0 && `${countText(removed, "row")} gone`,
    returned > 0 && `${countText(returned, "row")} back`,
    restored > 0 && `${countText(restored, "row")} as before`,
    cancelledJobs.length > 0 && `${countText(cancelledJobs.length, "job")} cancelled`,
  ].filter((part) => part !== false);
  output.line(`  ${parts.length > 0 ? parts.join(", ") : "there is nothing left of it"}`);
  if (stayed.length > 0) output.line("  later changes stay:");
  for (const { table, id, column, value } of stayed.slice(0, mostTold)) {
    const row = id === null ? table : `${table} ${id}`;
    output.line(
      column === null
        ? `    ${row}: its place is taken, or it is gone`
        : `    ${row}: ${column} is ${JSON.stringify(value)}`,
    );
  }
  if (stayed.length > mostTold) output.line(`    and ${stayed.length - mostTold} more`);
  output.remark("  files that were exported beside your music are not touched");
  if (dryRun) output.remark(`  to do it: ${["importer undo", run, ...flags].join(" ")}`);
}
