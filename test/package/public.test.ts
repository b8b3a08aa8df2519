import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { buildPackage, start } from "../cli/built.ts";
import { temporaryFolder } from "../helpers/library.ts";

const built = dirname(dirname(buildPackage()));

/** What a program in a strange folder does with the package; `install.sh` does it with the tarball, and with its types. */
const program = readFileSync(new URL("use.mjs", import.meta.url), "utf8");

/** Runs a program in a folder that has nothing but the package. */
function runStrange(text: string) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(built, join(folder, "node_modules", "importer"));
  const path = join(folder, "use.mjs");
  writeFileSync(path, text);
  return start(path, [], { IMPORTER_HOME: join(folder, "home"), IMPORTER_NETWORK: "wifi" }).ended;
}

it("a program in a strange folder runs commands, opens the library and enriches it with sources of its own", async () => {
  const { exitCode, stdout, stderr } = await runStrange(program);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    exitCode: 0,
    printed: [],
    tracks: 1,
    lyricsFetched: 1,
    artworkFetched: 0,
    failed: 0,
    kept: "la la la",
  });
});

it("nothing else of the package can be imported", async () => {
  const { exitCode, stderr } = await runStrange('await import("importer/dist/main.js");');
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
});

/** Unpacked, with room for the declarations (0.12 MB): `install.sh` weighs the tarball itself. */
const mostBytes = 1_870_000;

it("the package stays small", () => {
  const { files } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as {
    files: string[];
  };
  const left = files.filter((each) => !each.startsWith("!") && !each.includes("*") && each !== "types");
  const roots = left.map((each) => join(each === "dist" ? built : packageRoot(), each));
  const pages = join(packageRoot(), "src", "cli", "help");
  expect([...roots, pages].reduce((sum, root) => sum + bytesOf(root), 0)).toBeLessThan(mostBytes);
});

function bytesOf(path: string): number {
  if (/\.map$|_snapshot\.json$/.test(path)) return 0;
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
}
