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
    if (isPressed || !screen.includes("rows  ")) return; // the bar
    isPressed = true;
    child.stdin.write("\u0003");
  });
  const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
  expect(exitCode).toBe(130);
  const left = screen.slice(screen.lastIndexOf("\u001b[J") + 3).replace(/\u001b\[[?0-9;]*[a-z]|\r/gi, "");
  expect(left.replace(/\s+/g, " ")).toMatch(
    /^ ?importer: stopped 4 rows: .*4? ?open; to go on: importer import .*list\.csv" ?$/,
  );
});
