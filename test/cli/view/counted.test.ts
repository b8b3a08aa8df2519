import { expect, it } from "vitest";
import type { Output } from "../../../src/cli/io/output.ts";
import { showMerged } from "../../../src/cli/view/items/merge.ts";
import { showRemoved } from "../../../src/cli/view/items/remove.ts";

/** What a view tells, line by line. */
function told(show: (output: Output) => void): string {
  const lines: string[] = [];
  const output: Partial<Output> = { line: (text = "") => lines.push(text), remark: () => undefined };
  show(output as Output);
  return lines.join("\n");
}

it("tells of a merge in a person's words: one is one, and no table is named", () => {
  const names = { what: "album", from: { id: 2, title: "B" }, into: { id: 1, title: "A" } };
  const text = told((output) =>
    showMerged(
      output,
      { ...names, dryRun: false, run: 3 },
      {
        moved: { releases: 1, album_covers: 1, lyrics: 1, external_links: 2, item_categories: 3 },
        dropped: { identifiers: 1 },
        cancelledJobs: [],
        tracks: [],
      },
    ),
  );
  expect(text).toContain("moved: 1 release, 1 lyrics, 1 offer of a cover, 2 links and 3 rows that join them");
  expect(text).toContain("there already: 1 identifier");
});

it.each([
  [["a"], "1 file no longer known; it stays where it is, and scans skip it"],
  [["a", "b"], "2 files no longer known; they stay where they are, and scans skip them"],
])("tells of the files %j of what was removed", (files, words) => {
  const item = { what: "album", id: 1, title: "A", dryRun: false, run: 3 };
  const text = told((output) => showRemoved(output, item, { rows: { albums: 1 }, files, cancelledJobs: [] }));
  expect(text).toContain(words);
});
