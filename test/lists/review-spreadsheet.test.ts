import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { nevermind } from "../importers/album/demo-albums.ts";

/** What spreadsheets and people make of `review --csv`. */

async function stageWithThree(): Promise<Stage & { path: string }> {
  const stage = await createStage();
  const folder = join(stage.home, "..");
  writeFileSync(join(folder, "open.csv"), "artist,title\n,Desire\nNobody,Nothing\nMe,My Own Tape\n");
  await stage.importer(["import", join(folder, "open.csv")]);
  return { ...stage, path: join(folder, "filled.csv") };
}

const states = async (stage: Stage): Promise<unknown[]> =>
  (await stage.rows("SELECT state FROM review_questions ORDER BY id")).map(({ state }) => state);

describe("importer review apply", () => {
  it.each<[string, string, string[]]>([
    ["semicolons", "id;decision;artist\n1;2;\n2;drop;x\n3;keep;y\n", ["picked", "dropped", "kept"]],
    ["semicolons and two columns", "id;decision\n2;drop\n", ["open", "dropped", "open"]],
    ["tabs", "id\tdecision\n2\tdrop\n", ["open", "dropped", "open"]],
    ["sep= first", 'sep=;\r\n"id";"decision"\r\n"2";"drop"\r\n', ["open", "dropped", "open"]],
    ["a mark and old line ends", "\ufeffid,decision\r2,drop\r3,keep\r", ["open", "dropped", "kept"]],
    ["columns moved, some gone", "said,Decision ,why,ID\nDesire,1,x,1\n", ["picked", "open", "open"]],
    ["a decision with a comma in quotes", 'id,decision,why\n2,"drop","a, b"\n', ["open", "dropped", "open"]],
    ["numbers with decimals", "id,decision\n1.0,2.0\n", ["picked", "open", "open"]],
    ["decimals with a comma", "id;decision\n1,00;2,0\n", ["picked", "open", "open"]],
    ["formulas", 'id,decision\n"=""2""","=""drop"""\n=3,\'keep\n', ["open", "dropped", "kept"]],
    [
      "an address",
      `id,decision\n2,https://musicbrainz.org/release-group/${nevermind}\n`,
      ["open", "picked", "open"],
    ],
    ["capitals and blanks", "ID , DECISION\n 2 , Drop \n", ["open", "dropped", "open"]],
    ["empty rows and decisions", "id,decision\n\n,,\n1,\n2,drop\n", ["open", "dropped", "open"]],
    ["the same twice", "id,decision\n2,drop\n2,DROP\n", ["open", "dropped", "open"]],
    ["wide digits", "id,decision\n１,２\n", ["picked", "open", "open"]],
    ["UTF-16", "utf16", ["open", "dropped", "open"]],
  ])("%s", async (_, text, expected) => {
    const stage = await stageWithThree();
    const wide = Buffer.from("\ufeffid\tdecision\n2\tdrop\n", "utf16le");
    writeFileSync(stage.path, text === "utf16" ? wide : text);
    const result = await stage.importer(["review", "apply", stage.path, "--json"]);
    expect(result.exitCode).toBe(0);
    expect(result.stderr).toMatch(/^(?:queued: .*; to do (?:it|them) now: importer worker --drain\n)?$/);
    expect(await states(stage)).toEqual(expected);
    // A sheet whose other rows were mended is applied again: what stands decided so is done.
    const again = await stage.importer(["review", "apply", stage.path, "--json"]);
    const count = expected.filter((state) => state !== "open").length;
    expect(again.exitCode).toBe(0);
    expect(documentOf(again)).toMatchObject({ decided: Array(count).fill({ alreadySo: true }), failed: [] });
    expect(await states(stage)).toEqual(expected);
    const said = await stage.importer(["review", "apply", stage.path]);
    expect(said.stdout).toContain(`\n${count} decided so already\n`);
    writeFileSync(
      stage.path,
      `id,decision\n${expected.findIndex((state) => state !== "open") + 1},00000000-0000-4000-8000-000000000000\n`,
    );
    expect((await stage.importer(["review", "apply", stage.path])).stderr).toContain("is settled already");
  });

  it("a sheet of another library decides nothing here, whatever its numbers are", async () => {
    const stage = await stageWithThree();
    writeFileSync(
      stage.path,
      [
        "id,decision,title,said",
        "1,2,Surrender,The Chemical Brothers - Surrender",
        "2,drop,01. Jan,Nobody - Nothing",
        "3,keep,my own tape!,",
      ].join("\n"),
    );
    const result = await stage.importer(["review", "apply", stage.path, "--json"]);
    expect([result.exitCode, documentOf(result)]).toMatchObject([
      1,
      { failed: [{ id: 1, why: expect.stringContaining('question 1 is about "Desire" here') as string }] },
    ]);
    expect(await states(stage)).toEqual(["open", "dropped", "kept"]);
  });

  it("its own sheet, filled in, is one of this library, whatever the titles are made of", async () => {
    const stage = await createStage();
    const folder = join(stage.home, "..");
    const titles = ["=1+1", "...", "10-11", "'Heroes", '"Q"', "Ünï", "a\nb"];
    writeFileSync(
      join(folder, "odd.csv"),
      ["artist,title", ...titles.map((title) => `@me,"${title.replaceAll('"', '""')}"`)].join("\n"),
    );
    await stage.importer(["import", join(folder, "odd.csv")]);
    const { stdout } = await stage.importer(["review", "--csv"]);
    const filled = stdout.replace(/^(\d+),,/gm, "$1,drop,");
    const result = await stage.importer(["review", "apply", "-", "--json"], { stdin: filled });
    expect(documentOf<{ failed: unknown[]; decided: unknown[] }>(result)).toMatchObject({ failed: [] });
    expect(new Set(await states(stage))).toEqual(new Set(["dropped"]));
  });

  it.each<[string, string, RegExp]>([
    [
      "decided twice, differently",
      "id,decision\n2,drop\n1,2\n2,keep\n",
      /question 2 is decided twice: drop \(line 2\) and keep \(line 4\)/,
    ],
    ["an id that is none", "id,decision\n2,drop\nDesire,keep\n", /line 3: "Desire" is no question's id/],
    ["no such columns", "number,choice\n2,drop\n", /has no columns id and decision/],
    ["thousands, which a spreadsheet writes", 'id,decision\n"1,000",drop\n', /"1,000" is no question's id/],
    ["thousands with a point", "id;decision\n2.000;drop\n", /"2.000" is no question's id/],
    ["two columns of one name", "id,decision,Decision\n2,,drop\n", /has two columns decision/],
    ["nothing at all", "", /is empty/],
    ["a quote that is never closed", 'id,decision\n2,"drop\n3,keep\n', /line 2: a quote/],
  ])("%s: nothing is decided", async (_, text, message) => {
    const stage = await stageWithThree();
    writeFileSync(stage.path, text);
    const result = await stage.importer(["review", "apply", stage.path]);
    expect([result.exitCode, result.stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(await states(stage)).toEqual(["open", "open", "open"]);
  });

  it("unknown ids, and picks that name nothing, are told one by one; the rest is done", async () => {
    const stage = await stageWithThree();
    writeFileSync(stage.path, "id,decision\n99,drop\n1,17\n2,no such thing\n3,keep\n");
    const result = await stage.importer(["review", "apply", stage.path, "--json"]);
    expect(result.exitCode).toBe(1);
    const { decided, failed } = documentOf<{ decided: object[]; failed: { id: number; why: string }[] }>(
      result,
    );
    expect(decided).toMatchObject([{ id: 3, decision: "keep" }]);
    expect(failed.map(({ id }) => id)).toEqual([99, 1, 2]);
    expect(await states(stage)).toEqual(["open", "open", "kept"]);
  });

  it("what `--csv` prints begins no formula, and comes back as it is", async () => {
    const stage = await createStage();
    const path = join(stage.home, "..", "list.csv");
    writeFileSync(path, 'artist,title\n"=cmd|\'/c calc\'!A1","@SUM(1+1)"\n"+1","-2"\n');
    await stage.importer(["import", path]);
    const { stdout } = await stage.importer(["review", "--csv"]);
    for (const cell of stdout.split(/[,\r\n]/)) expect(cell).not.toMatch(/^"?[=+@]|^"?-\D/);
    writeFileSync(path.replace("list", "filled"), stdout.replaceAll(/^(\d+),,/gm, "$1,drop,"));
    expect((await stage.importer(["review", "apply", path.replace("list", "filled")])).exitCode).toBe(0);
    expect(await states(stage)).toEqual(["dropped", "dropped"]);
  });
});
