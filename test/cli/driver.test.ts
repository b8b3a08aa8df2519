import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { expectNoStack } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { buildPackage, start } from "./built.ts";

const binary = buildPackage();
const addon = "build/Release/better_sqlite3.node";

/** A copy of the built package whose `node_modules` are the real ones, but for some that `change` spoils. */
function installed(change: (modules: string) => void): string {
  const folder = temporaryFolder();
  cpSync(dirname(dirname(binary)), folder, { recursive: true, filter: (path) => !/node_modules/.test(path) });
  const real = join(packageRoot(), "node_modules");
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  for (const name of readdirSync(real)) {
    if (!name.startsWith(".")) symlinkSync(join(real, name), join(modules, name));
  }
  change(modules);
  return join(folder, "bin", "importer.js");
}

/** A package as it is installed, without its compiled half, or with `bytes` in its place. */
function withoutAddon(bytes?: string) {
  return (modules: string): void => {
    const target = join(modules, "better-sqlite3");
    rmSync(target);
    for (const part of ["lib", "package.json"]) {
      cpSync(join(packageRoot(), "node_modules", "better-sqlite3", part), join(target, part), {
        recursive: true,
      });
    }
    if (bytes === undefined) return;
    mkdirSync(dirname(join(target, addon)), { recursive: true });
    writeFileSync(join(target, addon), bytes);
  };
}

async function importer(program: string, argv: string[]) {
  return start(program, argv, {
    IMPORTER_HOME: join(temporaryFolder(), "home"),
    IMPORTER_CONTACT: "a@example.org",
  }).ended;
}

describe.each([
  ["is missing (--ignore-scripts, pnpm)", withoutAddon(), /installed without its compiled half/],
  ["is no library of this system", withoutAddon("not an ELF file"), /does not suit this computer/],
])("the native module that %s", (_, change, why) => {
  it("is one sentence with the command that mends it, and a row of doctor's own", async () => {
    const program = installed(change);
    const { exitCode, stderr, stdout } = await importer(program, ["list", "albums", "--json"]);
    expect(exitCode).toBe(1);
    expect(stderr.trimEnd().split("\n")).toHaveLength(2);
    expect(stderr).toMatch(why);
    expect(stderr).toMatch(/ {2}cd \S+ && npm rebuild better-sqlite3/);
    expect(stderr).not.toMatch(/library\.db|bindings|ERR_|Tried/);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "failed", exitCode: 1 } });
    expectNoStack({ stderr, stdout });

    const doctor = await importer(program, ["doctor"]);
    expect(doctor.exitCode).toBe(2);
    expect(doctor.stdout).toMatch(/^PROBLEM +driver +SQLite can't be loaded: .*\n +cd \S+ && npm rebuild/m);
    expect(doctor.stdout).toMatch(/\n1 problem\b/);
  });
});

it("a dependency that is not there is named, with what to do", async () => {
  const program = installed((modules) => rmSync(join(modules, "better-sqlite3")));
  const { exitCode, stderr } = await importer(program, ["list", "albums"]);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /importer is not installed whole: the package better-sqlite3 is missing\n {2}install it again/,
  );
});
