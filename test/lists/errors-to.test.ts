import { linkSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStage, type Stage } from "../helpers/cli.ts";

const list = "artist,title\n,Desire\nNobody at All,Nothing of That Name\nBob Dylan,\n";

async function stageWithFiles(): Promise<Stage & { path: string; left: string }> {
  const stage = await createStage();
  const folder = join(stage.home, "..");
  writeFileSync(join(folder, "own.csv"), list);
  writeFileSync(join(folder, "left.csv"), "an earlier report");
  return { ...stage, path: join(folder, "own.csv"), left: join(folder, "left.csv") };
}

/** Nothing half-written lies about. */
const partsIn = (stage: Stage): string[] =>
  readdirSync(join(stage.home, "..")).filter((name) => name.endsWith(".part"));

describe("--errors-to", () => {
  it.each<[string, (stage: Stage & { path: string }) => string]>([
    ["the list itself", ({ path }) => path],
    ["the list by another path", ({ path }) => path.replace(/own.csv$/, "./own.csv")],
    ["a link to it", ({ path }) => (symlinkSync(path, `${path}.link`), `${path}.link`)],
    ["a second name of it", ({ path }) => (linkSync(path, `${path}.hard`), `${path}.hard`)],
    ["the library", ({ home }) => join(home, "library.db")],
  ])("refuses %s", async (_, targetOf) => {
    const stage = await stageWithFiles();
    const result = await stage.importer(["import", stage.path, "--errors-to", targetOf(stage)]);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(/would write over what this command reads[^]*left\.csv/);
    expect(readFileSync(stage.path, "utf8")).toBe(list);
    expect(await stage.rows("SELECT * FROM lists")).toEqual([]);
  });

  it("leaves an earlier report where the list can't be read, and replaces it by a whole one", async () => {
    const stage = await stageWithFiles();
    const run = () => stage.importer(["import", stage.path, "--errors-to", stage.left]);
    writeFileSync(stage.path, `${list}Bob,"${"x".repeat(1_100_000)}"\n`);
    expect((await run()).exitCode).toBe(2);
    expect(readFileSync(stage.left, "utf8")).toBe("an earlier report");
    writeFileSync(stage.path, list);
    expect((await run()).exitCode).toBe(0);
    expect(readFileSync(stage.left, "utf8").trim().split("\n")).toHaveLength(4);
    expect(partsIn(stage)).toEqual([]);
  });

  it("stopped by Ctrl-C, it names the rows that are left", async () => {
    const stage = await stageWithFiles();
    const stopped = await stage.importer(["import", stage.path, "--errors-to", stage.left], {
      onStart: (interrupt) => stage.server.setFault(() => void interrupt()),
    });
    expect(stopped.exitCode).toBe(130);
    expect(readFileSync(stage.left, "utf8")).toMatch(/,open,.*Nothing of That Name/);
    expect(partsIn(stage)).toEqual([]);
  });

  it("writes through a link, and keeps it", async () => {
    const stage = await stageWithFiles();
    const link = `${stage.left}.link`;
    symlinkSync(stage.left, link);
    expect((await stage.importer(["import", stage.path, "--errors-to", link])).exitCode).toBe(0);
    expect(readFileSync(stage.left, "utf8")).toMatch(/^number,line,state/);
  });
});
