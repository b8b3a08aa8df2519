import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStage, documentOf, type CliResult } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";

interface Shown {
  rows: { state: string }[];
}

it("rows whose albums were undone are open again, each by itself as in the sums", async () => {
  const stage = await createStage();
  const path = join(temporaryFolder(), "list.csv");
  writeFileSync(path, "artist,title\nBob Dylan,Desire\nU2,Desire\nNobody,Nothing At All\n");
  await stage.importer(["import", path]);
  const states = async (): Promise<string[]> =>
    documentOf<Shown>(await stage.importer(["lists", "show", "1", "--json"]))
      .rows.map(({ state }) => state)
      .sort();
  expect(await states()).toEqual(["created", "created", "not_found"]);
  await stage.importer(["undo", "1", "--only", "album:1"]);
  expect(await states()).toEqual(["created", "not_found", "open"]);
  await stage.importer(["undo", "1"]);
  expect((await stage.importer(["lists"])).stdout).toContain("1 not found, 2 open");
  expect(await states()).toEqual(["not_found", "open", "open"]);
});

describe("what a person said of a row holds as long as it is true", () => {
  const play = async (text: string): Promise<(...lines: string[]) => Promise<CliResult>> => {
    const stage = await createStage();
    const path = join(temporaryFolder(), "list.csv");
    writeFileSync(path, text);
    return async (...lines) => {
      let last: CliResult | undefined;
      for (const line of lines) last = await stage.importer(line.replace("LIST", path).split(" "));
      return last!;
    };
  };
  const desire = "artist,title\n,Desire\n";
  const nevermind = "artist,title\nNirvana,Nevermind\n";
  const toRow = ["lists show 1 --json"];

  it("what was kept and then removed is a question again, by a list and by words", async () => {
    for (const again of [["import LIST"], ["album Desire"], ["album Desire --later", "worker --drain"]]) {
      const run = await play(desire);
      await run("import LIST", "review keep 1");
      expect((await run("import LIST")).stdout).not.toContain("to review");
      await run("remove album 1", ...again);
      expect((await run("review")).stdout).toContain("Desire");
      expect((await run("review pick 1 1")).exitCode).toBe(0);
    }
  });

  it.each([
    ["its removal is undone", ["undo 2"]],
    ["it is asked for again", ["album 1b022e01-4da6-387b-8658-8678046e4cef --again"]],
  ])("a row that was not wanted is known when %s", async (_name, wanted) => {
    const run = await play(nevermind);
    await run("import LIST", "remove album 1", "import LIST");
    const before = documentOf<Shown>(await run(...toRow));
    expect(before.rows).toMatchObject([{ state: "skipped" }]);
    await run("import LIST");
    expect(documentOf<Shown>(await run(...toRow)).rows).toMatchObject([{ state: "skipped" }]);
    await run(...wanted, "import LIST");
    expect(documentOf<Shown>(await run(...toRow)).rows).toMatchObject([{ state: "known" }]);
  });

  it("undoing the pick of an album that was removed since asks about the row anew", async () => {
    const run = await play(desire);
    await run("import LIST", "review pick 1 1", "remove album 1", "import LIST");
    expect(documentOf<Shown>(await run(...toRow)).rows).toMatchObject([{ state: "skipped" }]);
    expect((await run("undo 2")).stdout).toContain("1 question open again");
    expect((await run("review")).stdout).toContain("Desire");
    expect(documentOf<Shown>(await run(...toRow)).rows).toMatchObject([{ state: "ambiguous" }]);
  });

  it("what was dropped stays so", async () => {
    const run = await play(desire);
    await run("import LIST", "review drop 1", "import LIST");
    expect(documentOf<Shown>(await run(...toRow)).rows).toMatchObject([{ state: "skipped" }]);
    expect((await run("review")).stdout).not.toContain("Desire");
  });
});
