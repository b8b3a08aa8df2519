import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { desireOfDylan } from "../importers/album/demo-albums.ts";

interface Shown {
  id: number;
  said: string;
  outcome: string;
  origin: string;
  rows: { name: string; number: number }[];
  candidates: { mbid: string; artists: string }[];
}

const list = ["artist,title", ",Desire", "Nobody at All,Nothing of That Name", "Me,My Own Demo Tape"].join(
  "\n",
);

async function stageWithQuestions(): Promise<Stage & { path: string }> {
  const stage = await createStage();
  const path = join(stage.home, "..", "open.csv");
  writeFileSync(path, list);
  await stage.importer(["import", path]);
  return { ...stage, path };
}

const questionsOf = async (stage: Stage, ...flags: string[]): Promise<Shown[]> =>
  documentOf<{ questions: Shown[] }>(await stage.importer(["review", "--json", ...flags])).questions;

const statesOf = async (stage: Stage): Promise<unknown[]> =>
  (await stage.rows("SELECT state FROM list_rows ORDER BY number")).map(({ state }) => state);

describe("importer review", () => {
  it("lists what is open, from lists and typed commands, once each", async () => {
    const stage = await stageWithQuestions();
    await stage.importer(["album", "Nothing Like It", "-a", "Nobody"]);
    await stage.importer(["album", "Nothing Like It", "-a", "Nobody"]);
    const questions = await questionsOf(stage);
    expect(questions.map(({ said, outcome, origin }) => [said, outcome, origin])).toEqual(
      expect.arrayContaining([
        ["Desire", "ambiguous", "list"],
        ["Nobody at All - Nothing of That Name", "not_found", "list"],
        ["Me - My Own Demo Tape", "not_found", "list"],
        ["Nobody - Nothing Like It", "not_found", "typed"],
      ]),
    );
    expect(questions).toHaveLength(4);
    expect(questions[0]).toMatchObject({ said: "Desire", rows: [{ name: stage.path, number: 1 }] });
    expect(await questionsOf(stage, "--where", "outcome=not_found and artist~nob")).toHaveLength(2);
  });

  it("picks, keeps, drops and puts off; a choice is remembered, and the list knows", async () => {
    const stage = await stageWithQuestions();
    const [desire, ...others] = await questionsOf(stage);
    const picked = await stage.importer(["review", "pick", String(desire!.id), desireOfDylan, "--json"]);
    expect(picked.exitCode).toBe(0);
    expect(documentOf(picked)).toMatchObject({ decision: "pick", outcome: "created", albumId: 1 });
    const own = others.find(({ said }) => said.startsWith("Me"))!;
    const none = others.find(({ said }) => said.startsWith("Nobody"))!;
    expect((await stage.importer(["review", "later", String(own.id)])).exitCode).toBe(0);
    expect((await stage.importer(["review", "keep", String(own.id)])).stdout).toContain("My Own Demo Tape");
    await stage.importer(["review", "drop", String(none.id)]);
    expect(await statesOf(stage)).toEqual(["created", "skipped", "created"]);
    const { runs } = documentOf<{ runs: { command: string }[] }>(await stage.importer(["history", "--json"]));
    const decided = runs.map(({ command }) => /^importer review (\w+)/.exec(command)?.[1]);
    expect(decided.slice(0, 4)).toEqual(["drop", "keep", "later", "pick"]);
    expect(await questionsOf(stage)).toEqual([]);
    const asked = stage.server.requests.length;
    expect(documentOf<{ outcome: string }>(await stage.importer(["album", "Desire", "--json"])).outcome).toBe(
      "existing",
    );
    writeFileSync(stage.path.replace("open", "other"), list);
    const again = await stage.importer(["import", stage.path.replace("open", "other"), "--json"]);
    expect(documentOf(again)).toMatchObject({ list: { known: 2, skipped: 1, notFound: 0 } });
    expect(stage.server.requests).toHaveLength(asked);
    expect((await stage.importer(["review", "pick", String(own.id), "1"])).stderr).toContain(
      "settled already (kept)",
    );
  });

  it("says what a pick can't be, and leaves the question open", async () => {
    const stage = await stageWithQuestions();
    const [{ id }] = (await questionsOf(stage)) as [Shown];
    const pick = (ref: string) => stage.importer(["review", "pick", String(id), ref]);
    expect(await pick("9")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("no candidate 9") as string,
    });
    expect(await pick("some words")).toMatchObject({ exitCode: 2 });
    expect(await pick("00000000-0000-4000-8000-000000000000")).toMatchObject({ exitCode: 3 });
    expect((await stage.importer(["review", "drop", "99"])).exitCode).toBe(3);
    expect(await questionsOf(stage)).toHaveLength(3);
  });

  it("takes the first candidate of those that a condition names", async () => {
    const stage = await stageWithQuestions();
    const flags = ["review", "--where", "candidates>1", "--accept-first", "--json"];
    const dry = documentOf<{ picked: object[] }>(await stage.importer([...flags, "--dry-run"]));
    expect(dry.picked).toHaveLength(1);
    expect(await stage.rows("SELECT * FROM albums")).toEqual([]);
    expect(documentOf(await stage.importer(flags))).toMatchObject({
      decided: [{ said: "Desire" }],
      failed: [],
    });
    expect(await stage.rows("SELECT title FROM albums")).toEqual([{ title: "Desire" }]);
    expect((await stage.importer(["review", "--accept-first"])).exitCode).toBe(2);
    expect((await stage.importer(["review", "--where", "scoer>1"])).stderr).toContain("fields: id, score");
  });

  it("says of each decision that can't be done the next command", async () => {
    const stage = await stageWithQuestions();
    const [{ id }] = (await questionsOf(stage, "--where", "candidates>1")) as [Shown];
    const path = join(stage.home, "..", "decided.csv");
    writeFileSync(path, `id,decision\n${id},9`);
    const { stderr, exitCode } = await stage.importer(["review", "apply", path]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`question ${id} has no candidate 9\n  it has 1 to`);
    expect(stderr).toContain(`importer review pick ${id} 1`);
  });

  it("goes through a spreadsheet", async () => {
    const stage = await stageWithQuestions();
    const { stdout } = await stage.importer(["review", "--csv"]);
    const lines = stdout.trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^id,decision,what,artist,title,/);
    const decisions = ["2", "drop", ""];
    const filled = lines.map((line, at) => (at === 0 ? line : line.replace(",", `,${decisions[at - 1]!}`)));
    const path = join(stage.home, "..", "decided.csv");
    writeFileSync(path, `\ufeff${filled.join("\r\n")}\r\n`);
    const applied = await stage.importer(["review", "apply", path, "--json"]);
    expect(applied.exitCode).toBe(0);
    expect(documentOf<{ decided: object[] }>(applied).decided).toHaveLength(2);
    expect(await questionsOf(stage)).toHaveLength(1);
    const twice = await stage.importer(["review", "apply", path]);
    expect(twice).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("2 decided so already") as string,
    });
    writeFileSync(path, "a,b\n1,2\n");
    expect((await stage.importer(["review", "apply", path])).stderr).toContain("no columns id and decision");
  });

  it("is answered by keys on a terminal, with undo, other words and another id", async () => {
    const stage = await stageWithQuestions();
    const types = ["x", "d", "u", "2", "w", "Nevermind - Nirvana", "1", "m", "no id", "q"]
      .map((line) => `${line}\n`)
      .join("");
    const { stderr, exitCode } = await stage.importer(["review"], { types });
    expect(exitCode).toBe(0);
    expect(stderr).toContain("open again: Desire");
    expect(stderr).toContain('"no id" names no album');
    expect(await stage.rows("SELECT title FROM albums ORDER BY id")).toEqual([
      { title: "Desire" },
      { title: "Nevermind" },
    ]);
    expect(stderr).toContain("2 decided, 1 left");
    expect(await questionsOf(stage)).toHaveLength(1);
  });

  it("u takes a pick back: it is a question again, of the same item, and no choice", async () => {
    const stage = await stageWithQuestions();
    const before = await stage.rows("SELECT item_id, state FROM review_questions ORDER BY id");
    const { stderr } = await stage.importer(["review"], { types: "1\nu\nq\n" });
    expect(stderr).toContain("open again: Desire");
    expect(await stage.rows("SELECT title FROM albums")).toHaveLength(1);
    expect(await stage.rows("SELECT * FROM choices")).toEqual([]);
    await stage.importer(["review"], { types: "q\n" });
    expect(await stage.rows("SELECT item_id, state FROM review_questions ORDER BY id")).toEqual(before);
    expect((await questionsOf(stage)).map(({ said }) => said)).toContain("Desire");
    await stage.importer(["import", stage.path]);
    expect(await statesOf(stage)).toEqual(["ambiguous", "not_found", "not_found"]);
  });

  it("ends a question whose words are decided, whose album came in, or whose list went", async () => {
    const stage = await stageWithQuestions();
    const [desire] = await questionsOf(stage);
    await stage.importer(["album", desire!.candidates[0]!.mbid]);
    const listings = [
      ["--json"],
      ["--csv"],
      [],
      ["--where", "id>0", "--accept-first", "--dry-run", "--json"],
    ];
    for (const flags of listings)
      expect((await stage.importer(["review", ...flags])).stdout).not.toContain("Desire");
    expect(await statesOf(stage)).toEqual(["ambiguous", "not_found", "not_found"]); // a look writes nothing
    await stage.importer(["review"], { types: "q\n" });
    expect(await statesOf(stage)).toEqual(["known", "not_found", "not_found"]);
    await stage.importer(["lists", "remove", "1"]);
    expect(await questionsOf(stage)).toEqual([]);
  });
});

describe("later", () => {
  it("queues an album by its words; what the worker can't decide is a question", async () => {
    const stage = await createStage();
    const queued = documentOf(
      await stage.importer(["album", "Nevermind", "-a", "Nirvana", "--later", "--json"]),
    );
    expect(queued).toMatchObject({ jobs: [{ kind: "import-album", queue: "default", state: "ready" }] });
    await stage.importer(["album", "Desire", "--later"]);
    expect(stage.server.requests).toEqual([]);
    await stage.importer(["worker", "--drain"]);
    expect(await stage.rows("SELECT title FROM albums")).toEqual([{ title: "Nevermind" }]);
    expect(await questionsOf(stage)).toMatchObject([{ said: "Desire", origin: "job", outcome: "ambiguous" }]);
    expect((await stage.importer(["album", "--id", "1", "--later"])).exitCode).toBe(2);
  });

  it("a list in the background is jobs behind all others, one for each album that is not known", async () => {
    const stage = await createStage();
    const path = join(stage.home, "..", "list.txt");
    writeFileSync(path, "Nirvana - Nevermind\nDesire\nNirvana - Nevermind\n");
    const result = await stage.importer(["import", path, "--background", "--json"]);
    expect(result.exitCode).toBe(0);
    expect(documentOf(result)).toMatchObject({ queued: 2, outcome: "done", list: { rows: 3, open: 3 } });
    expect(stage.server.requests).toEqual([]);
    const [jobs] = await stage.rows("SELECT count(*) AS n, min(priority) AS priority FROM jobs");
    expect(jobs).toEqual({ n: 2, priority: 10 });
    await stage.importer(["worker", "--drain"]);
    expect(await statesOf(stage)).toEqual(["created", "ambiguous", "created"]);
    expect(documentOf(await stage.importer(["import", path, "--background", "--json"]))).toMatchObject({
      queued: 0,
    });
  });
});

describe("undo of a run that decided", () => {
  it.each([
    ["drop", ["drop"], "skipped"],
    ["later", ["later"], "ambiguous"],
    ["keep", ["keep"], "created"],
    ["pick", ["pick", "1"], "created"],
  ])("%s: the question is asked again, and its row waits for it", async (_, [name, ...more], state) => {
    const stage = await stageWithQuestions();
    const [first] = await questionsOf(stage);
    const before = await stage.rows("SELECT id, item_id, state FROM review_questions ORDER BY id");
    await stage.importer(["review", name!, String(first!.id), ...more]);
    expect(await statesOf(stage)).toContain(state);
    const [run] = await stage.rows("SELECT max(id) AS id FROM ledger_entries WHERE kind = 'command'");
    const tried = documentOf(await stage.importer(["undo", String(run!["id"]), "--dry-run", "--json"]));
    expect(tried).toMatchObject({ reopenedQuestions: 1 });
    const undone = await stage.importer(["undo", String(run!["id"])]);
    expect(undone.stdout).toContain("1 question open again (importer review)");
    expect(await stage.rows("SELECT id, item_id, state FROM review_questions ORDER BY id")).toEqual(before);
    expect(await stage.rows("SELECT id FROM albums")).toEqual([]);
    expect(await statesOf(stage)).toEqual(["ambiguous", "not_found", "not_found"]);
    expect((await questionsOf(stage)).map(({ id }) => id)).toContain(first!.id);
  });
});

it("u takes the last decision back also where no question is left", async () => {
  const stage = await stageWithQuestions();
  const { stderr } = await stage.importer(["review"], { types: "d\nd\nd\nu\nk\n\n" });
  expect(stderr.match(/That was the last one; u takes it back, Enter ends/g)).toHaveLength(2);
  expect(stderr).toContain("3 decided, none left");
  expect(
    (await stage.rows("SELECT state FROM review_questions ORDER BY state")).map(({ state }) => state),
  ).toEqual(["dropped", "dropped", "kept"]);
});
