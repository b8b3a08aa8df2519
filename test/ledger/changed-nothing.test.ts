import { expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";

/** A run that changed nothing has nothing to undo: that is said, again and again, and stands in no history. */

const runsOf = async (stage: Stage): Promise<{ id: number; undoneBy: number | null }[]> =>
  documentOf<{ runs: { id: number; undoneBy: number | null }[] }>(await stage.importer(["history", "--json"]))
    .runs;

it.each([
  ["not found", ["album", "-p", "musicbrainz", "No Such Thing At All"]],
  ["known, by other words", ["album", "Desire", "-a", "Bob Dylan"]],
])("%s", async (_, argv) => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  await stage.importer(["worker", "--drain"]);
  await stage.importer(argv);
  const [run] = await runsOf(stage);
  const before = await stage.rows("SELECT * FROM ledger_changes");
  expect((await stage.importer(["history"])).stdout).toContain("changed nothing");
  for (const flags of [[], [], ["--dry-run"], ["--with-later"]]) {
    const told = await stage.importer(["undo", String(run!.id), ...flags]);
    expect(told).toMatchObject({ exitCode: 0, stderr: "" });
    expect(told.stdout).toBe(`run ${run!.id} changed nothing: there is nothing to undo\n`);
  }
  const document = documentOf(await stage.importer(["undo", String(run!.id), "--json"]));
  expect(document).toMatchObject({ run: null, undone: [], removed: 0, returned: 0, restored: 0 });
  expect((await runsOf(stage))[0]).toEqual(run);
  expect(await stage.rows("SELECT * FROM ledger_changes")).toEqual(before);
});
