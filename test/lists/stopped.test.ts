import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { buildPackage } from "../cli/built.ts";
import { createStage, type Stage } from "../helpers/cli.ts";

/** Ctrl-C in a run of many: its last line says what it came to, and the command that goes on. */

const rows = [
  "Bob Dylan,Desire",
  "Nirvana,Nevermind",
  "Nobody at All,Nothing",
  "Pink Floyd,The Dark Side of the Moon",
];

async function stopped(
  stage: Stage,
  argv: string[],
  after: number,
): Promise<{ exitCode: number; last: string }> {
  const result = await stage.importer(argv, {
    onStart: (interrupt) =>
      stage.server.setFault(() => {
        if (stage.server.requests.length > after) interrupt();
        return undefined;
      }),
  });
  stage.server.setFault(undefined);
  return { exitCode: result.exitCode, last: result.stderr.trimEnd().split("\n").at(-1)! };
}

function listOf(stage: Stage): string {
  const path = join(stage.home, "..", "my list.csv");
  writeFileSync(path, `artist,title\n${rows.join("\n")}\n`);
  return path;
}

describe("a run of many that is stopped", () => {
  it.each([
    [[], ""],
    [["--retry", "not_found", "--no-products"], " --no-products"],
  ])("import %j says the counts and the command", async (flags, kept) => {
    const stage = await createStage();
    const path = listOf(stage);
    const { exitCode, last } = await stopped(stage, ["import", path, ...flags], 2);
    expect(exitCode).toBe(130);
    const [, all, open] = /^ {2}(\d) rows: .*?(\d) open; to go on: /.exec(last) ?? [];
    expect([all, Number(open) > 0]).toEqual(["4", true]);
    expect(last.split("to go on: ")[1]).toBe(`importer import "${path}"${kept}`);
    const after = await stage.importer(["import", path, "--json"]);
    expect(JSON.parse(after.stdout)).toMatchObject({ list: { rows: 4, open: 0 } });
  });

  it("a dry run counts, too", async () => {
    const stage = await createStage();
    const { exitCode, last } = await stopped(stage, ["import", listOf(stage), "--dry-run"], 2);
    expect([exitCode, last]).toEqual([130, expect.stringMatching(/4 rows: .*open; to go on: .* --dry-run$/)]);
  });
});

const program = buildPackage();
const hasTerminal = spawnSync("script", ["--version"]).status === 0;

/** Of the bar what is there however narrow it is. */
const bar = /\d\/4 rows/;

it.skipIf(!hasTerminal)("on a terminal the bar is gone, and nothing stands below the last line", async () => {
  const stage = await createStage();
  const env = { ...stage.env, IMPORTER_MUSICBRAINZ_INTERVAL_MS: "600000" };
  const command = `${process.execPath} ${program} import "${listOf(stage)}"`;
  const child = spawn("script", ["-qefc", command, "/dev/null"], {
    env: { ...env, PATH: process.env["PATH"], TERM: "xterm", COLUMNS: "80" },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let screen = "";
  let isPressed = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    if (isPressed || !bar.test(screen)) return;
    isPressed = true;
    child.stdin.write("\u0003");
  });
  const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
  expect(exitCode).toBe(130);
  const lines = shownOn(screen).trimEnd().split("\n");
  const last = lines.slice(lines.indexOf("importer: stopped") + 1).join(" "); // a long line is wrapped
  expect(last.replace(/\s+/g, " ")).toMatch(/^ 4 rows: 4 open; to go on: importer import ".*my list\.csv"$/);
  expect(lines.filter((line) => bar.test(line))).toEqual([]);
});

/** What a terminal shows in the end: lines, with those parts of ECMA-48 that a bar uses. */
function shownOn(written: string): string {
  const lines: string[] = [""];
  let [row, column, saved] = [0, 0, [0, 0]];
  const put = (text: string): void => {
    lines[row] =
      (lines[row] ?? "").padEnd(column).slice(0, column) +
      text +
      (lines[row] ?? "").slice(column + text.length);
    column += text.length;
  };
  for (const [sign] of written.matchAll(/\u001b[78]|\u001b\[[?0-9;]*[a-z]|\r|\n|[^\u001b\r\n]+/gi)) {
    if (sign === "\r") column = 0;
    else if (sign === "\n") lines[(row += 1)] ??= "";
    else if (sign === "\u001b7") saved = [row, column];
    else if (sign === "\u001b8") [row, column] = saved as [number, number];
    else if (sign.endsWith("J")) lines.splice(row, lines.length, (lines[row] ?? "").slice(0, column));
    else if (sign.endsWith("K")) lines[row] = sign.includes("2") ? "" : (lines[row] ?? "").slice(0, column);
    else if (sign.endsWith("G")) column = Number(/\d+/.exec(sign)?.[0] ?? 1) - 1;
    else if (!sign.startsWith("\u001b")) put(sign);
  }
  return lines.join("\n");
}
