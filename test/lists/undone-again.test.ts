import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createStage, documentOf, type CliResult, type Stage } from "../helpers/cli.ts";
import { writeAlbum } from "../helpers/album-files.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { contentOf } from "../ledger/content.ts";

/** What stands in lists and questions goes with an undo, and comes back with the undo of that, row by row. */

const desire = "fc325dd3-73ed-36aa-9c77-6b65a958e3cf";
const decisions = `id,decision\n1,1\n2,drop\n3,keep\n`;

interface Played {
  stage: Stage;
  /** `LIST`, `DECISIONS` and `MUSIC` are paths; `LAST` is the newest run. */
  run(line: string): Promise<CliResult>;
}

async function play(...lines: string[]): Promise<Played> {
  const [stage, folder] = [await createStage(), temporaryFolder()];
  writeFileSync(join(folder, "list.csv"), "artist,title\nU2,Desire\n,Desire\nNobody,Nothing At All\nX,Y\n");
  writeFileSync(join(folder, "decisions.csv"), decisions);
  writeAlbum(join(folder, "music"), { ALBUM: "Desire", ARTIST: "Somebody" }, [["One", 61_000]]);
  const paths = { LIST: "list.csv", DECISIONS: "decisions.csv", MUSIC: "music" };
  const run = async (line: string): Promise<CliResult> => {
    const argv = line.split(" ").map((word) => (word in paths ? join(folder, paths[word as "LIST"]) : word));
    const last = argv.includes("LAST") ? await lastRun(stage) : "";
    return stage.importer(argv.map((word) => (word === "LAST" ? last : word)));
  };
  for (const line of lines) await run(line);
  return { stage, run };
}

async function lastRun(stage: Stage): Promise<string> {
  const { runs } = documentOf<{ runs: { id: number }[] }>(await stage.importer(["history", "--json"]));
  return String(runs[0]!.id);
}

const besideOf = async (stage: Stage): Promise<unknown[]> => [
  await contentOf(stage),
  await stage.rows("SELECT * FROM review_questions ORDER BY id"),
  await stage.rows("SELECT * FROM list_rows ORDER BY id"),
];

/** That another run asked later in between is no matter. */
const withoutTimes = (rows: unknown[]): string => JSON.stringify(rows).replace(/"asked_at":\d+/g, "");

it.each([
  ["a pick", ["import LIST"], "review pick 1 1"],
  ["a pick of what was put off", ["import LIST", "review later 1"], "review pick 1 1"],
  ["what is kept", ["import LIST"], "review keep 2"],
  ["what is not wanted", ["import LIST"], "review drop 1"],
  ["what is put off", ["import LIST"], "review later 1"],
  ["decisions of a spreadsheet", ["import LIST"], "review apply DECISIONS"],
  ["a question about files that were kept", ["scan MUSIC", "complete --no-enrich"], "review keep 1"],
  ["a question of typed words", ["album Desire"], "review pick 1 2"],
  ["a run of a list", [], "import LIST"],
  ["the removal of an album of a list", ["import LIST"], "remove album 1"],
  ["a merge of albums of a list", ["import LIST", "review pick 1 1"], "merge album 1 --into 2"],
  ["a removal of one that was picked", ["import LIST", "review pick 1 1"], "remove album 2"],
])("%s: undone and undone again, all is as before", async (_, before, line) => {
  const { stage, run } = await play(...before);
  const [first] = [await besideOf(stage)];
  expect(await run(line)).toMatchObject({ exitCode: 0 });
  const decided = await besideOf(stage);
  expect(decided).not.toEqual(first);
  expect(await run("undo LAST")).toMatchObject({ exitCode: 0 });
  expect(await besideOf(stage)).not.toEqual(decided);
  expect(await run("undo LAST")).toMatchObject({ exitCode: 0 });
  expect(await besideOf(stage)).toEqual(decided);
  expect(await run("undo LAST")).toMatchObject({ exitCode: 0 });
  expect(await run("undo LAST")).toMatchObject({ exitCode: 0 });
  expect(await besideOf(stage)).toEqual(decided);
});

it("it is said, and counted in history as what it is", async () => {
  const { stage, run } = await play("import LIST", "review pick 1 1", "undo LAST");
  const tried = documentOf(await run("undo LAST --dry-run --json"));
  expect(tried).toMatchObject({ reopenedQuestions: 0, decidedQuestions: 1 });
  expect((await run("undo LAST")).stdout).toMatch(/ back .*\n(?:.*\n)* {2}1 question decided as before/);
  expect((await run(`history ${await lastRun(stage)}`)).stdout).toMatch(
    /changed .*1 question, 1 row of a list/,
  );
  const states = await stage.rows("SELECT state FROM review_questions ORDER BY id");
  expect(states.map(({ state }) => state)).toEqual(["picked", "open", "open"]);
});

it("a question that was decided otherwise meanwhile is in the way, and goes back to what it was with that run undone", async () => {
  const { stage, run } = await play("import LIST", "review pick 1 1");
  const decided = withoutTimes(await besideOf(stage));
  await run("undo LAST");
  const undo = await lastRun(stage);
  await run(`review pick 1 ${desire}`);
  expect(await run(`undo ${undo}`)).toMatchObject({ exitCode: 1 });
  expect(await run(`undo ${undo} --with-later`)).toMatchObject({ exitCode: 0 });
  expect(withoutTimes(await besideOf(stage))).toEqual(decided);
});

it("one that was dropped meanwhile stays so, and is told", async () => {
  const { stage, run } = await play("import LIST", "review later 1", "undo LAST");
  const undo = await lastRun(stage);
  await run("review drop 1");
  expect((await run(`undo ${undo}`)).stdout).toContain("question 1: state is dropped");
  expect(await stage.rows("SELECT state FROM review_questions WHERE id = 1")).toEqual([{ state: "dropped" }]);
});
