import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageVersion } from "../../src/package-root.ts";
import { createStage, documentOf } from "../helpers/cli.ts";
import { always } from "../helpers/faults.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { buildPackage, start } from "./built.ts";

const binary = buildPackage();

describe("the built program", () => {
  it("says its version, and its help", async () => {
    const [version, help] = await Promise.all([
      start(binary, ["--version"], {}).ended,
      start(binary, ["--help"], {}).ended,
    ]);
    expect(version).toMatchObject({ exitCode: 0, stdout: `${packageVersion()}\n`, stderr: "" });
    expect(help).toMatchObject({ exitCode: 0, stderr: "" });
    expect(help.stdout).toContain("importer demo");
  });

  it.each(["--version", "--help"])("%s leaves nothing behind, and needs no folder", async (flag) => {
    const home = temporaryFolder();
    const folders = { HOME: home, TMPDIR: home, IMPORTER_HOME: join(home, "importer") };
    expect(await start(binary, [flag], folders).ended).toMatchObject({ exitCode: 0, stderr: "" });
    expect(readdirSync(home)).toEqual([]);
    const nowhere = { HOME: "/proc", TMPDIR: "/proc", IMPORTER_HOME: "/proc/x" };
    expect(await start(binary, [flag], nowhere).ended).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it("goes the whole round: import, work, look", async () => {
    const { env, rows } = await createStage();
    const made = await start(binary, ["album", "Nevermind", "--json"], env).ended;
    expect(made).toMatchObject({ exitCode: 0, stderr: "" });
    expect(documentOf(made)["outcome"]).toBe("created");
    const worked = await start(binary, ["worker", "--drain"], env).ended;
    expect(worked.exitCode).toBe(0);
    expect(worked.stdout).toMatch(/^job 1 import-album-releases done .*\njob 2 amazon-.* done .*\n2 done in/);
    const listed = await start(binary, ["list", "albums", "--json"], env).ended;
    expect(documentOf<object[]>(listed)).toMatchObject([
      { id: 1, title: "Nevermind", artists: [{ name: "Nirvana" }] },
    ]);
    const shown = await start(binary, ["show", "album", "1"], env).ended;
    expect(shown.stdout).toContain("Smells Like Teen Spirit");
    expect(await rows("SELECT state FROM jobs")).toEqual([{ state: "done" }, { state: "done" }]);
  });

  it("hands its exit codes to the shell", async () => {
    const stage = await createStage();
    const code = async (...argv: string[]) => (await start(binary, argv, stage.env).ended).exitCode;
    expect(await code("albun")).toBe(2);
    expect(await code("show", "album", "9")).toBe(3);
    expect(await code("album", "Surrender")).toBe(0);
    expect(await code("jobs", "retry", "1")).toBe(1); // it waits already
    stage.env["IMPORTER_NETWORK"] = "cellular";
    expect(await code("enrich", "--wifi-only")).toBe(7);
    expect(await code("album", "Desire")).toBe(4);
    stage.server.setFault(always({ kind: "html" }));
    expect(await code("album", "Nevermind")).toBe(5);
    stage.server.setFault(always({ kind: "status", status: 403 }));
    expect(await code("album", "Nevermind")).toBe(6);
  });

  it("leaves a closed pipe in peace", async () => {
    const { env, importer } = await createStage();
    await importer(["album", "Nevermind"]);
    await importer(["worker", "--drain"]);
    const running = start(binary, ["show", "album", "1", "--json"], env);
    running.closeStdout();
    const { exitCode, stderr } = await running.ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  });

  it("ends, in words, where temporary files have no place", async () => {
    const { exitCode, stderr } = await start(binary, ["demo"], { TMPDIR: "/nowhere/at/all" }).ended;
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^importer: no temporary folder can be made in \/nowhere\/at\/all: .*\n.*TMPDIR=/);
  });
});
