import { expect, it, onTestFinished } from "vitest";
import { createTotalBar } from "../../../src/cli/io/total-bar.ts";
import { createBar } from "../../../src/cli/io/bar.ts";
import { until } from "../../helpers/jobs.ts";
import { createScreen } from "./screen.ts";

/** 100 files in 10 s, then an album for every ten files, of 9 s each: 100 s in all. */
function started() {
  const screen = createScreen(100);
  let seconds = 0;
  const parts = [
    { name: "scan", expected: ({ total }: { total: number }) => total / 10 },
    {
      name: "complete",
      expected: ({ name, total }: { name: string; total: number }) =>
        (name === "scan" ? total / 10 : total) * 9,
    },
  ];
  const bars = createTotalBar(screen.io, parts, () => seconds * 1000);
  const io = { ...screen.io, bars };
  const last = (): string => screen.rows().at(-1)!;
  return { io, bars, screen, last, at: (now: number) => void (seconds = now) };
}

it("shows how far all parts are by the time that they take, and how long the rest takes", async () => {
  const { io, bars, last, at, screen } = started();
  bars.begin("scan");
  const scan = createBar(io, "{bar} {percentage} %  {value}/{total} files  {failed} failed  {rate}/s");
  onTestFinished(() => scan.close());
  scan.start(100, { failed: 0, rate: 9 });
  expect(last()).toMatch(/^-+ 0 % {2}1\/2 scan: 0\/100 files {2}0 failed {2}2 min left$/);
  at(10);
  scan.update(100, { failed: 1, rate: 9 });
  await until(() => / 10 % {2}1\/2 scan: 100\/100 files {2}1 failed {2}2 min left$/.test(last()));
  scan.close();
  screen.io.stderr.write("100 files: 100 new\n");

  bars.begin("complete");
  const complete = createBar(io, "{bar} {percentage} %  {value}/{total} rows  {left}");
  onTestFinished(() => complete.close());
  complete.start(10, { left: "never" });
  expect(last()).toMatch(/^=+-+ 10 % {2}2\/2 complete: 0\/10 rows {2}2 min left$/);
  at(60); // its own pace counts: twice as fast as expected
  complete.update(10, { left: "never" });
  await until(() => / 100 % {2}2\/2 complete: 10\/10 rows$/.test(last()));
  complete.close();
  expect(screen.rows()).toEqual(["100 files: 100 new"]);
});

it("never goes back, however much more a part turns out to be", async () => {
  const { io, bars, last, at } = started();
  bars.begin("scan");
  const scan = createBar(io, "{bar} {percentage} %  {value}/{total} files");
  scan.start(10, {});
  at(1);
  scan.update(10, {});
  await until(() => last().includes(" 10 %"));
  scan.close();
  bars.begin("complete");
  const complete = createBar(io, "{bar} {percentage} %  {value}/{total} rows");
  onTestFinished(() => complete.close());
  complete.start(1000, {});
  expect(last()).toMatch(/ 10 % {2}2\/2 complete: 0\/1000 rows {2}2 h 30 min left$/);
});
