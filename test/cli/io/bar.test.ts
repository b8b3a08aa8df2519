import { expect, it, onTestFinished } from "vitest";
import { createBar } from "../../../src/cli/io/bar.ts";
import { createOutput, tell } from "../../../src/cli/io/output.ts";
import { formatOf } from "../../../src/cli/view/runs/list-import.ts";
import { showScan } from "../../../src/cli/view/runs/scan.ts";
import { createEvents } from "../../../src/events.ts";
import { until } from "../../helpers/jobs.ts";
import { createScreen } from "./screen.ts";

const format = "{bar} {percentage} %  {value}/{total} files  {failed} failed";

function started(columns: number) {
  const screen = createScreen(columns);
  screen.io.stderr.write("before\n");
  const bar = createBar(screen.io, format);
  onTestFinished(() => bar.close());
  bar.start(200, { failed: 0 });
  return { screen, bar };
}

it("shows how far it is, in one line", async () => {
  const { screen, bar } = started(80);
  expect(screen.rows()).toEqual(["before", `${"-".repeat(30)} 0 %  0/200 files  0 failed`]);
  bar.update(50, { failed: 3 });
  const line = `${"=".repeat(8)}${"-".repeat(22)} 25 %  50/200 files  3 failed`;
  await until(() => screen.rows()[1] === line);
});

it.each([
  [40, `${"-".repeat(12)} 0 %  0/200 files  0 failed`],
  [30, `${"-".repeat(12)} 0 %  0/200 files`],
  [20, "0 %  0/200 files"],
  [14, "0 %  0/200 f…"],
])("fits into %i columns", (columns, line) => {
  expect(started(columns).screen.rows()).toEqual(["before", line]);
});

it.each([
  [
    100,
    "==---------- 13 %  36/274 rows  11 created  1 known  0 to review  24 not found  0 failed  85 s left",
  ],
  [80, "==------------- 13 %  36/274 rows  11 created  1 known  24 not found  85 s left"],
  [50, "13 %  36/274 rows  11 created  1 know…  85 s left"],
])("on %i columns the bar of a list keeps its time left; counts of nothing go first", (columns, line) => {
  const { io, rows } = createScreen(columns);
  const bar = createBar(io, formatOf("row"));
  onTestFinished(() => bar.close());
  const counts = { created: 11, known: 1, review: 0, notFound: 24, failed: 0 };
  bar.start(274, { ...counts, left: "85 s left" }, 36);
  expect(rows()).toEqual([line]);
});

it("leaves nothing behind when it is closed, once or twice", () => {
  const { screen, bar } = started(80);
  expect(screen.offModes()).toEqual(["?25", "?7"]);
  bar.close();
  bar.close();
  bar.update(60, { failed: 0 });
  screen.io.stderr.write("after\n");
  expect(screen.rows()).toEqual(["before", "after"]);
  expect(screen.offModes()).toEqual([]);
});

it("puts a remark above itself, and goes on below", async () => {
  const { screen, bar } = started(80);
  bar.remark("one");
  bar.remark("two");
  expect(screen.rows()).toEqual(["before", "one", "two"]);
  await until(() => screen.rows().length === 4);
  expect(screen.rows()[3]).toContain("0/200 files");
  bar.close();
  expect(screen.rows()).toEqual(["before", "one", "two"]);
});

it("puts whatever else is told above itself, wherever that comes from", async () => {
  const { screen } = started(80);
  tell(screen.io, "importer: a note");
  expect(screen.rows()).toEqual(["before", "importer: a note"]);
  await until(() => screen.rows().length === 3);
  expect(screen.rows()[2]).toContain("0/200 files");
  createOutput(screen.io, {}).remark("another");
  expect(screen.rows()).toEqual(["before", "importer: a note", "another"]);
});

it("counts the files that are looked at in a line that gives way to a note", () => {
  const { io, rows } = createScreen(80);
  const events = createEvents();
  const view = showScan(events, io, {});
  const counted = { phase: "looking", read: 0, total: 0, failed: 0 } as const;
  events.emit("scan-progress", { ...counted, seen: 1234 });
  tell(io, "a note");
  events.emit("scan-progress", { ...counted, seen: 1300 });
  expect(rows()).toEqual(["a note", expect.stringMatching(/^looking: 1.?300 files$/)]);
  view.close();
  tell(io, "the end");
  expect(rows()).toEqual(["a note", "the end"]);
});

it("keeps remarks that are made just before the end", () => {
  const { screen, bar } = started(80);
  bar.remark("one");
  bar.close();
  bar.remark("two");
  expect(screen.rows()).toEqual(["before", "one", "two"]);
});

it("fits when the window is made narrower and wider, without rubbish", async () => {
  const { screen, bar } = started(80);
  for (const [columns, bars] of [
    [34, 16],
    [20, 0],
    [100, 30],
    [40, 12],
  ] as const) {
    screen.resize(columns);
    await until(() => screen.rows().length === 2);
    const [, line] = screen.rows();
    expect(line!.length).toBeLessThan(columns);
    expect(/^[=-]*/.exec(line!)![0]).toHaveLength(bars);
  }
  bar.close();
  expect(screen.rows()).toEqual(["before"]);
});

it("writes no bar where there is no terminal", () => {
  const written: string[] = [];
  const { io } = createScreen(80);
  const bar = createBar({ ...io, stderr: { write: (text) => written.push(text) } }, format);
  bar.start(10, { failed: 0 });
  bar.update(5, { failed: 0 });
  bar.close();
  expect(written).toEqual([]);
});
