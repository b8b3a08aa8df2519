import { expect, it } from "vitest";
import type { Output } from "../../../src/cli/io/output.ts";
import { showUndone } from "../../../src/cli/view/items/undo.ts";

const nothing = {
  undone: [],
  removed: 0,
  returned: 0,
  restored: 0,
  stayed: [],
  cancelledJobs: [],
  requeuedJobs: [],
  reopenedQuestions: 0,
  decidedQuestions: 0,
};

it.each([
  ["a row", { ...nothing, removed: 1 }, 1],
  ["a job", { ...nothing, cancelledJobs: [1] }, 1],
  ["nothing", nothing, 0],
])("a dry run names the command where there is something to take back: %s", (_, result, times) => {
  const said: string[] = [];
  const say = (text = ""): void => void said.push(text);
  const output = { line: say, remark: say } as Output;
  showUndone(output, result, { run: 2, dryRun: true, flags: [] });
  expect(said.filter((text) => text === "  to do it: importer undo 2")).toHaveLength(times);
});
