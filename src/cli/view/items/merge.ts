import type { Merged } from "../../../ledger/items/merge.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { rowsText } from "./stored-words.ts";
import { countText } from "../../../counts.ts";
import { mergeCommand } from "../../../errors.ts";

interface Told {
  what: string;
  from: { id: number; title: string };
  into: { id: number; title: string };
  dryRun: boolean;
  run: number | null;
}

export function showMerged(
  output: Output,
  told: Told,
  { moved, dropped, cancelledJobs, tracks }: Merged,
): void {
  const { what, from, into, dryRun, run } = told;
  const name = ({ id, title }: Told["from"]): string => `${what} ${id}, ${plainText(title)}`;
  output.line(`${dryRun ? "would merge" : "merged"}: ${name(from)}, into ${name(into)}`);
  const list = (counts: Record<string, number>): string =>
    rowsText(Object.entries(counts).map(([table, count]) => ({ table, rows: count })));
  output.line(`  moved: ${list(moved) || "nothing"}`);
  for (const pair of tracks)
    output.line(
      `  track ${pair.from.id}, ${plainText(pair.from.title)}, into track ${pair.into.id}, ${plainText(pair.into.title)}`,
    );
  if (Object.keys(dropped).length > 0) output.line(`  there already: ${list(dropped)}`);
  if (cancelledJobs.length > 0) output.line(`  ${countText(cancelledJobs.length, "job")} for it instead`);
  if (dryRun) output.remark(`  to do it: ${mergeCommand(what, from.id, into.id)}`);
  if (run !== null) output.remark(`  to take it back: importer undo ${run}`);
}
