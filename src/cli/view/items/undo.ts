import type { Undone } from "../../../ledger/undo/undo.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { fieldText, rowText, valueText } from "./stored-words.ts";
import { countText } from "../../../counts.ts";

const mostTold = 20;

/** `album 1: title is Desire C`; none for what is kept beside the items. */
function stayedText({ table, id, column, value }: Undone["stayed"][number]): string[] {
  const row = rowText(table, id);
  if (row === undefined || column?.endsWith("_key")) return [];
  if (column === null) return [`${row}: its place is taken, or it is gone`];
  return [`${row}: ${fieldText(column)} is ${valueText(column, value)}`];
}

export function showUndone(
  output: Output,
  result: Undone,
  { run, dryRun, flags }: { run: number; dryRun: boolean; flags: readonly string[] },
): void {
  const { undone, removed, returned, restored, stayed, cancelledJobs, requeuedJobs } = result;
  if (undone.length === 0) return output.line(`run ${run} changed nothing: there is nothing to undo`);
  const { reopenedQuestions, decidedQuestions } = result;
  for (const { id, command } of undone)
    output.line(`${dryRun ? "would undo" : "undone"}: run ${id}, ${command}`);
  const parts = [
    removed > 0 && `${countText(removed, "row")} gone`,
    returned > 0 && `${countText(returned, "row")} back`,
    restored > 0 && `${countText(restored, "row")} as before`,
    reopenedQuestions > 0 && `${countText(reopenedQuestions, "question")} open again (importer review)`,
    decidedQuestions > 0 && `${countText(decidedQuestions, "question")} decided as before`,
    cancelledJobs.length > 0 && `${countText(cancelledJobs.length, "job")} cancelled`,
    requeuedJobs.length > 0 && `${countText(requeuedJobs.length, "job")} queued again`,
  ].filter((part) => part !== false);
  output.line(
    `  ${parts.length > 0 ? parts.join(", ") : "there is nothing of it in the library that could be taken back"}`,
  );
  if (stayed.length > 0) output.line("  later changes stay:");
  const told = stayed.flatMap(stayedText);
  for (const line of told.slice(0, mostTold)) output.line(plainText(`    ${line}`));
  const more = stayed.length - Math.min(told.length, mostTold);
  if (more > 0) output.line(`    ${told.length > 0 ? "and " : ""}${countText(more, "other value")}`);
  output.remark("  files that were exported beside your music are not touched");
  if (dryRun && parts.length > 0) output.remark(`  to do it: ${["importer undo", run, ...flags].join(" ")}`);
}
