import { expect, it } from "vitest";
import { screenOf } from "../../src/cli/io/screen.ts";

const terminal = { isTTY: true, columns: 80 };
const pipe = {};

it.each([
  ["a terminal", {}, terminal, { colour: true, live: true, columns: 80, wrapAt: 80 }],
  ["a pipe", {}, pipe, { colour: false, live: false, columns: 100, wrapAt: undefined }],
  ["a terminal without a size", {}, { isTTY: true, columns: 0 }, { columns: 100, wrapAt: undefined }],
  ["NO_COLOR", { NO_COLOR: "1" }, terminal, { colour: false, live: true }],
  ["NO_COLOR, empty", { NO_COLOR: "" }, terminal, { colour: true }],
  ["FORCE_COLOR in a pipe", { FORCE_COLOR: "1" }, pipe, { colour: true, live: false }],
  ["FORCE_COLOR, empty", { FORCE_COLOR: "" }, pipe, { colour: true }],
  ["FORCE_COLOR=true before NO_COLOR", { FORCE_COLOR: "true", NO_COLOR: "1" }, pipe, { colour: true }],
  ["FORCE_COLOR=0 on a terminal", { FORCE_COLOR: "0" }, terminal, { colour: false }],
  ["FORCE_COLOR=false on a terminal", { FORCE_COLOR: "false" }, terminal, { colour: false }],
  ["TERM=dumb", { TERM: "dumb" }, terminal, { colour: false, live: false, wrapAt: 80 }],
  ["TERM=dumb and FORCE_COLOR", { TERM: "dumb", FORCE_COLOR: "3" }, terminal, { colour: true, live: false }],
  ["COLUMNS before the terminal", { COLUMNS: "60" }, terminal, { columns: 60, wrapAt: 60 }],
  ["COLUMNS in a pipe", { COLUMNS: "60" }, pipe, { columns: 60, wrapAt: 60 }],
  ...["0", "-5", "wide", "", "1e3"].map(
    (said) => [`COLUMNS=${said}`, { COLUMNS: said }, terminal, { columns: 80, wrapAt: 80 }] as const,
  ),
] as const)(
  "takes %s as it is meant",
  (_about, env, stream, { wrapAt, ...expected }: object & { wrapAt?: number }) => {
    const screen = screenOf(env, { stdout: stream, stderr: stream });
    expect(screen).toMatchObject(expected);
    if (wrapAt !== undefined) expect(screen.wrapAt).toEqual({ stdout: wrapAt, stderr: wrapAt });
  },
);

it("knows the width of each stream by itself", () => {
  const { wrapAt } = screenOf({}, { stdout: pipe, stderr: { isTTY: true, columns: 72 } });
  expect(wrapAt).toEqual({ stdout: undefined, stderr: 72 });
});
