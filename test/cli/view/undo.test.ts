import { expect, it } from "vitest";
import type { Output } from "../../../src/cli/io/output.ts";
import { showUndone } from "../../../src/cli/view/items/undo.ts";

const nothing = {
  undone: [{ id: 2, command: "importer enrich" }],
  removed: 0,
  returned: 0,
  restored: 0,
  changes: [],
  stayed: [],
  cancelledJobs: [],
  requeuedJobs: [],
  reopenedQuestions: 0,
  decidedQuestions: 0,
};

const gone = (table: string, rows: number) => ({ table, kind: "removed" as const, rows });

it.each([
  ["a row", { ...nothing, removed: 1, changes: [gone("albums", 1)] }, 1],
  ["a job", { ...nothing, cancelledJobs: [1] }, 1],
  ["nothing", nothing, 0],
])("a dry run names the command where there is something to take back: %s", (_, result, times) => {
  const said: string[] = [];
  const say = (text = ""): void => void said.push(text);
  const output = { line: say, remark: say } as Output;
  showUndone(output, result, { run: 2, dryRun: true, kept: "", hasFiles: () => true });
  expect(said.filter((text) => text === "  to do it: importer undo 2")).toHaveLength(times);
});

it.each([
  ["lyrics of music that was scanned", "lyrics", true, 1],
  ["lyrics without any audio file", "lyrics", false, 0],
  ["an album", "albums", true, 0],
])("tells of exported files only where there may be some: %s", (_, table, hasFiles, times) => {
  const said: string[] = [];
  const say = (text = ""): void => void said.push(text);
  const output = { line: say, remark: say } as Output;
  const result = { ...nothing, removed: 3, changes: [gone(table, 3), gone("media", 4)] };
  showUndone(output, result, { run: 2, dryRun: false, kept: "", hasFiles: () => hasFiles });
  expect(said.filter((text) => text.includes("exported"))).toHaveLength(times);
  expect(said[1]).toBe(`  gone       3 ${table} and 4 rows that join them`);
});
