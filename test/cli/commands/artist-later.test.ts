import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createStage, documentOf } from "../../helpers/cli.ts";
import { temporaryFolder } from "../../helpers/library.ts";
import { always } from "../../helpers/faults.ts";

it("queues an artist, whom the worker imports once it can ask", async () => {
  const stage = await createStage();
  stage.server.setFault(always({ kind: "status", status: 503 }));
  const offline = await stage.importer(["artist", "Nirvana"]);
  expect(offline.exitCode).toBe(5);
  expect(offline.stderr).toContain("or queue it: --later");
  const queued = documentOf(await stage.importer(["artist", "Nirvana", "--later", "--json"]));
  expect(queued).toEqual({ jobs: [{ id: 1, kind: "import-artist", queue: "default", state: "ready" }] });
  const again = await stage.importer(["artist", "Nirvana", "--later"]);
  expect(again.stdout).toBe("job 1 is queued; to do it now: importer worker --drain\n"); // once
  expect((await stage.importer(["worker", "--drain"])).exitCode).toBe(5); // it waits, and is not lost
  stage.server.setFault(undefined);
  await stage.importer(["jobs", "retry", "1"]);
  const worked = await stage.importer(["worker", "--drain"]);
  expect(worked.stdout).toMatch(/job 1 import-artist done \(.*\): created: artist 1\n/);
  expect(await stage.rows("SELECT name FROM artists")).toEqual([{ name: "Nirvana" }]);
  const known = await stage.importer(["artist", "Nirvana", "--later"]);
  expect(known.exitCode).toBe(0);
  expect((await stage.importer(["worker", "--drain"])).stdout).toContain("existing: artist 1");
});

it("offers --later only where it goes with what was typed, and keeps the flags about albums", async () => {
  const stage = await createStage();
  stage.server.setFault(always({ kind: "status", status: 503 }));
  for (const argv of [
    ["artist", "Nirvana", "--albums"],
    ["artist", "Nirvana", "--again"],
    ["album", "Nevermind", "-p", "musicbrainz"],
  ]) {
    const { exitCode, stderr } = await stage.importer(argv);
    expect([argv, exitCode]).toEqual([argv, 5]);
    expect(stderr).toContain("type the same command again later\n");
  }
  stage.server.setFault(undefined);
  const { stdout, stderr } = await stage.importer(["artist", "Nobody at All", "--albums", "--type", "ep"]);
  expect(stdout + stderr).toContain("importer artist <words> --albums --type ep\n");
});

interface Review {
  questions: {
    id: number;
    what: string;
    said: string;
    outcome: string;
    albumId: null;
    candidates: object[];
  }[];
}

/** A name that nobody has, worked through: a question of review. */
async function stageWithQuestion(name = "Nobody Has This Name") {
  const stage = await createStage();
  await stage.importer(["artist", name, "--later"]);
  const worked = await stage.importer(["worker", "--drain"]);
  expect([worked.exitCode, worked.stdout]).toEqual([0, expect.stringContaining("(importer review)")]);
  const open = async (): Promise<Review["questions"]> =>
    documentOf<Review>(await stage.importer(["review", "--json"])).questions;
  const stateOf = async (): Promise<unknown> =>
    (await stage.rows("SELECT state FROM review_questions"))[0]!["state"];
  return { ...stage, open, stateOf };
}

const nirvana = "5b11f4ce-a62d-471e-81fc-a69a8278c7da";

it("asks a person what it can't decide: a pick is remembered for the name", async () => {
  const { importer, open, rows } = await stageWithQuestion();
  expect(await open()).toMatchObject([
    {
      id: 1,
      what: "artist",
      said: "Nobody Has This Name",
      outcome: "not_found",
      albumId: null,
      candidates: [],
    },
  ]);
  expect((await importer(["review"])).stdout).toContain("1  not found  artist Nobody Has This Name");
  expect((await importer(["review", "pick", "1", "1"])).stderr).toContain("it has no candidate");
  expect((await importer(["review", "pick", "1", "Nirvana"])).stderr).toContain('"Nirvana" names no artist');
  const picked = await importer(["review", "pick", "1", nirvana]);
  expect(picked.stdout).toBe("Nobody Has This Name: picked  Nirvana  [artist 1]\n");
  expect(await open()).toEqual([]);
  const again = await importer(["artist", "Nobody Has This Name"]);
  expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining("Nirvana")]);
  expect(await rows("SELECT count(*) AS n FROM artists")).toEqual([{ n: 1 }]);
});

it("keeps, drops and puts off an artist, by keys and in a spreadsheet, and undo asks again", async () => {
  const { importer, open, stateOf, rows } = await stageWithQuestion();
  expect((await importer(["review"], { types: "k\nu\nk\n\n" })).stderr).toContain(
    "open again: Nobody Has This Name",
  );
  expect(await stateOf()).toBe("kept");
  expect(await rows("SELECT name FROM artists")).toEqual([{ name: "Nobody Has This Name" }]);
  const [run] = await rows("SELECT max(id) AS id FROM ledger_entries WHERE kind = 'command'");
  const undone = documentOf(await importer(["undo", String(run!["id"]), "--json"]));
  expect(undone).toMatchObject({ removed: 1, reopenedQuestions: 1 });
  expect(await open()).toHaveLength(1);
  const [head, line] = (await importer(["review", "--csv"])).stdout.split("\r\n");
  const filled = [head, line!.replace("1,,", "1,drop,")].join("\r\n");
  const path = join(temporaryFolder(), "filled.csv");
  writeFileSync(path, filled);
  expect((await importer(["review", "apply", path])).stdout).toContain("not wanted");
  expect(await stateOf()).toBe("dropped");
  await importer(["artist", "Nobody Has This Name", "--later"]);
  await importer(["worker", "--drain"]);
  expect(await open()).toEqual([]); // never asked again
});

it("ends the question when the name is decided elsewhere", async () => {
  const { importer, open } = await stageWithQuestion();
  await importer(["artist", "--mbid", nirvana]);
  expect(await open()).toHaveLength(1);
  expect((await importer(["review"], { types: "w\nNirvana\n1\n\n" })).stderr).toContain("picked  Nirvana");
  expect(await open()).toEqual([]);
});

it.each([
  [["artist", "--later"], /a name is missing/],
  [["artist", "  ", "--later"], /the name is empty/],
  [["artist", "[unknown]", "--later"], /never asked for/],
  [["artist", "Nirvana", "--later", "--albums"], /--later goes with a name or --mbid alone/],
  [["artist", "Nirvana", "--later", "--force-providers"], /--later goes with/],
  [["artist", "--mbid", "no mbid", "--later"], /no mbid/],
])("refuses %j before anything is queued", async (argv, says) => {
  const stage = await createStage();
  const refused = await stage.importer(argv);
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toMatch(says);
  expect(await stage.rows("SELECT id FROM jobs")).toEqual([]);
});
