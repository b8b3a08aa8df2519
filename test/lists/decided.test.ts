import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { getQuestion, setQuestionState } from "../../src/lists/review/questions.ts";
import { settleMoot } from "../../src/lists/review/settle.ts";
import { buildPackage, start } from "../cli/built.ts";
import { createStage, documentOf } from "../helpers/cli.ts";
import { desireOfDylan, nevermind } from "../importers/album/demo-albums.ts";

/** What was decided binds whoever reads the words next. */

it("a dry run of words that were decided ends as the run itself will, and asks nobody", async () => {
  const stage = await createStage();
  const [first, second] = ["first.csv", "second.csv"].map((name) => join(stage.home, "..", name)) as [
    string,
    string,
  ];
  const rows = "artist,title\n,Desire\nNobody,Nothing\nMe,My Own Tape\n";
  writeFileSync(first, rows);
  writeFileSync(second, rows);
  await stage.importer(["import", first]);
  await stage.importer(["review", "pick", "1", desireOfDylan]);
  await stage.importer(["review", "drop", "2"]);
  await stage.importer(["review", "keep", "3"]);
  const { length } = stage.server.requests;
  const tried = documentOf(await stage.importer(["import", second, "--dry-run", "--json"]));
  const done = documentOf(await stage.importer(["import", second, "--json"]));
  const counts = { rows: 3, known: 2, skipped: 1, notFound: 0, ambiguous: 0 };
  expect([tried, done]).toMatchObject([{ list: counts }, { list: counts }]);
  expect(stage.server.requests.length).toBe(length);
});

it("processes that decide one question at the same time settle it once", async () => {
  const stage = await createStage();
  const path = join(stage.home, "..", "list.csv");
  writeFileSync(path, "artist,title\nMe,My Own Tape\n");
  await stage.importer(["import", path]);
  const program = buildPackage();
  const decisions = ["keep", "keep", "drop", "keep", "drop"];
  const runs = decisions.map((word) => start(program, ["review", word, "1"], stage.env).ended);
  const ended = await Promise.all(runs);
  const [question] = await stage.rows("SELECT state FROM review_questions");
  const albums = await stage.rows("SELECT title FROM albums");
  const isKept = question!["state"] === "kept";
  expect(albums).toEqual(isKept ? [{ title: "My Own Tape" }] : []);
  // Whoever said what stands has it; the others are told.
  const codes = decisions.map((word) => (word === (isKept ? "keep" : "drop") ? 0 : 3));
  expect(ended.map(({ exitCode }) => exitCode)).toEqual(codes);
});

it("a question about an album of the library ends once that is identified, whatever it is called there", async () => {
  const stage = await createStage();
  await stage.inLibrary(({ $client }) =>
    $client.exec(
      "INSERT INTO albums (title, title_key, created_at, updated_at) VALUES ('Some Tape', 'some tape', 1, 1)",
    ),
  );
  const open = async (): Promise<number[]> =>
    documentOf<{ questions: { albumId: number }[] }>(
      await stage.importer(["review", "--json"]),
    ).questions.map(({ albumId }) => albumId);
  await stage.importer(["album", "--id", "1"]);
  expect(await open()).toEqual([1]);
  await stage.importer(["album", nevermind, "--id", "1", "--yes"]);
  expect(await open()).toEqual([]);
});

it("what somebody decided while others looked stands, though the question would have ended by itself", async () => {
  const stage = await createStage();
  const path = join(stage.home, "..", "list.csv");
  writeFileSync(path, "artist,title\n,Desire\n");
  await stage.importer(["import", path]);
  await stage.importer(["album", desireOfDylan]);
  await stage.inLibrary(async (db) => {
    const moot = [{ id: 1, itemId: 1 }];
    setQuestionState(db, 1, { state: "dropped" }, 1);
    await settleMoot({ db, now: () => 2, transact: async (write) => Promise.resolve(write()) }, moot);
    expect(getQuestion(db, 1)).toMatchObject({ state: "dropped" });
    setQuestionState(db, 1, { state: "open" }, 3);
    await settleMoot({ db, now: () => 4, transact: async (write) => Promise.resolve(write()) }, moot);
    expect(getQuestion(db, 1)).toMatchObject({ state: "moot", itemId: 1 });
  });
});
