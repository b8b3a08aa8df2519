import type { Removed } from "../../ledger/remove.ts";
import { plainText } from "../../plain-text.ts";
import type { Output } from "../output.ts";
import { countText } from "./words.ts";

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
  const shown = ["albums", "releases", "tracks", "lyrics", "album_covers"].filter((table) => rows[table]);
  const parts = shown.map((table) => `${rows[table]} ${table.replace("_", " ")}`);
  const all = Object.values(rows).reduce((sum, count) => sum + count, 0);
  output.line(`  ${[...parts, `${countText(all, "row")} in all`].join(", ")}`);
  if (cancelledJobs.length > 0) output.line(`  ${countText(cancelledJobs.length, "job")} cancelled`);
  if (files.length > 0)
    output.line(
      `  ${countText(files.length, "file")} no longer known; they stay where they are, and scans skip them`,
    );
  if (run !== null) output.remark(`  to take it back: importer undo ${run}`);
}
