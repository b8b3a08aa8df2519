import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { importer } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";

const page = readFileSync(join(packageRoot(), "src", "cli", "help", "automation.md"), "utf8");
const units = [...page.matchAll(/```ini (\S+)\n([\s\S]*?)```/g)].map(([, name, text]) => ({
  name: name!,
  text: text!,
}));

const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

it.skipIf(!hasSystemd)("shows units that systemd takes", () => {
  expect(units.map(({ name }) => name)).toEqual([
    "importer-worker.service",
    "importer-nightly.service",
    "importer-nightly.timer",
  ]);
  const folder = temporaryFolder();
  // It wants the program to be there, which `npm install --global` would put there.
  for (const { name, text } of units)
    writeFileSync(join(folder, name), text.replaceAll("/usr/local/bin/importer", "/bin/true"));
  const paths = units.map(({ name }) => join(folder, name));
  const { status, stderr } = spawnSync("systemd-analyze", ["--user", "verify", ...paths], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: folder, XDG_RUNTIME_DIR: folder },
  });
  const about = stderr.split("\n").filter((line) => units.some(({ name }) => line.includes(name)));
  expect(about, stderr).toEqual([]);
  if (!/Failed to initialize manager|not supported/.test(stderr)) expect(status, stderr).toBe(0);
});

it("shows commands and flags that the program has, in units and cron lines", async () => {
  const lines = page.match(/importer (?:worker|sync|backup)[^\n`&]*/g)!;
  expect(lines.length).toBeGreaterThan(4);
  for (const line of lines) {
    const [, command = ""] = line.split(" ");
    const { stdout } = await importer([command, "--help"], { columns: 200 });
    for (const flag of line.match(/--[a-z-]+/g) ?? []) expect(stdout, line).toContain(flag);
  }
});
