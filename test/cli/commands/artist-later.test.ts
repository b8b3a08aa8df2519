import { expect, it } from "vitest";
import { createStage, documentOf } from "../../helpers/cli.ts";
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

it("leaves to a person what it can't decide, with what to type", async () => {
  const stage = await createStage();
  await stage.importer(["artist", "Nobody Has This Name", "--later"]);
  expect((await stage.importer(["worker", "--drain"])).exitCode).toBe(1);
  const [job] = await stage.rows("SELECT state, attempts, last_error FROM jobs");
  expect(job).toMatchObject({ state: "failed", attempts: 1 });
  expect(job!["last_error"]).toContain("Nobody Has This Name: ");
  expect((await stage.importer(["jobs", "list", "--state", "failed"])).stdout).toContain("import-artist");
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
