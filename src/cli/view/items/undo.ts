import type { Undone } from "../../../ledger/undo/undo.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { fieldText, rowsText, rowText, runText, valueText } from "./stored-words.ts";
import { pad } from "../../layout/text.ts";
import { countText } from "../../../counts.ts";

const mostTold = 20;
const kindWords = { removed: "gone", returned: "back", updated: "as before" };
/** What `export` writes beside audio files. */
const exported: readonly string[] = ["lyrics", "artworks", "album_covers"];

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
  {
    run,
    dryRun,
    kept,
    hasFiles,
  }: {
    run: number;
    dryRun: boolean;
    /** The flags that the same command has without `--dry-run`. */
    kept: string;
    /** Whether audio files are known beside which something may have been exported. */
    hasFiles: () => boolean;
  },
): void {
  const { undone, changes, stayed, cancelledJobs, requeuedJobs } = result;
  if (undone.length === 0) return output.line(`run ${run} changed nothing: there is nothing to undo`);
  const { reopenedQuestions, decidedQuestions } = result;
  for (const { id, command } of undone)
    output.line(plainText(`${dryRun ? "would undo" : "undone"}: run ${id}, ${runText(command)}`));
  for (const [kind, says] of Object.entries(kindWords)) {
    const changed = changes.filter((each) => each.kind === kind);
    if (changed.length > 0) output.line(`  ${pad(says, 9)}  ${rowsText(changed)}`);
  }
  const parts = [
    reopenedQuestions > 0 && `${countText(reopenedQuestions, "question")} open again (importer review)`,
    decidedQuestions > 0 && `${countText(decidedQuestions, "question")} decided as before`,
    cancelledJobs.length > 0 && `${countText(cancelledJobs.length, "job")} cancelled`,
    requeuedJobs.length > 0 && `${countText(requeuedJobs.length, "job")} queued again`,
  ].filter((part) => part !== false);
  if (parts.length > 0) output.line(`  ${parts.join(", ")}`);
  const isAnything = parts.length + changes.length > 0;
  if (!isAnything) output.line("  there is nothing of it in the library that could be taken back");
  if (stayed.length > 0) output.line("  later changes stay:");
  const told = stayed.flatMap(stayedText);
  for (const line of told.slice(0, mostTold)) output.line(plainText(`    ${line}`));
  const more = stayed.length - Math.min(told.length, mostTold);
  if (more > 0) output.line(`    ${told.length > 0 ? "and " : ""}${countText(more, "other value")}`);
  if (changes.some(({ table }) => exported.includes(table)) && hasFiles())
    output.remark("  files that were exported beside your music are not touched");
  if (dryRun && isAnything) output.remark(`  to do it: importer undo ${run}${kept}`);
}
