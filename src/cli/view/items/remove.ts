import type { Removed } from "../../../ledger/items/remove.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { rowsText } from "./stored-words.ts";
import { countText } from "../../../counts.ts";

export interface ToldItem {
  what: string;
  id: number;
  title: string;
  dryRun: boolean;
  run: number | null;
}

export function showRemoved(output: Output, item: ToldItem, { rows, files, cancelledJobs }: Removed): void {
  const { what, id, title, dryRun, run } = item;
  output.line(`${dryRun ? "would remove" : "removed"}: ${what} ${id}, ${plainText(title)}`);
  output.line(`  ${rowsText(Object.entries(rows).map(([table, count]) => ({ table, rows: count })))}`);
  if (cancelledJobs.length > 0) output.line(`  ${countText(cancelledJobs.length, "job")} cancelled`);
  if (files.length > 0)
    output.line(
      `  ${countText(files.length, "file")} no longer known; ${files.length === 1 ? "it stays where it is, and scans skip it" : "they stay where they are, and scans skip them"}`,
    );
  if (dryRun) output.remark(`  to do it: importer remove ${what} ${id}`);
  if (run !== null) output.remark(`  to take it back: importer undo ${run}`);
}
