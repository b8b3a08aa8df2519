import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { lostJobs } from "./content.ts";

/** Jobs that wait are cancelled with what they were for, and wait again when that is taken back. */

async function twoWaiting(): Promise<Stage> {
  const stage = await createStage();
  for (const title of ["Bob Dylan - Desire", "U2 - Desire"])
    await stage.importer(["album", "-p", "musicbrainz", title]);
  return stage;
}

const statesOf = (stage: Stage): Promise<unknown[]> =>
  stage.rows("SELECT id, kind, state, payload FROM jobs WHERE id <= 2 ORDER BY id");
const last = async (stage: Stage): Promise<string> =>
  String((await stage.rows("SELECT max(id) AS id FROM ledger_entries WHERE kind = 'command'"))[0]!["id"]);

it.each([
  ["an undo", ["undo", "1"]],
  ["a removal", ["remove", "album", "1"]],
  ["a merge", ["merge", "album", "2", "--into", "1"]],
])("%s", async (_, argv) => {
  const stage = await twoWaiting();
  const before = await statesOf(stage);
  expect(await stage.importer(argv)).toMatchObject({ exitCode: 0 });
  const after = await statesOf(stage);
  expect(after).not.toEqual(before);
  const undone = documentOf(await stage.importer(["undo", await last(stage), "--json"]));
  expect(undone).toMatchObject({ requeuedJobs: [expect.any(Number)] });
  expect(await statesOf(stage)).toEqual(before);
  const again = await stage.importer(["undo", await last(stage)]);
  expect(again.stdout).toContain("1 job cancelled");
  expect(await statesOf(stage)).toEqual(after);
  expect((await stage.importer(["undo", await last(stage)])).stdout).toContain("1 job queued again");
  await stage.importer(["worker", "--drain"]);
  expect(await stage.rows("SELECT DISTINCT album_id AS id FROM releases ORDER BY 1")).toEqual([
    { id: 1 },
    { id: 2 },
  ]);
});

it("one that was queued anew meanwhile is not queued a second time", async () => {
  const stage = await twoWaiting();
  await stage.importer(["remove", "album", "1"]);
  const removal = await last(stage);
  const [key] = await stage.rows("SELECT unique_key FROM jobs WHERE id = 1");
  const client = new Database(join(stage.home, "library.db"));
  const anew = `INSERT INTO jobs (queue, kind, payload, unique_key, state, run_at, created_at)
    SELECT queue, kind, payload, unique_key, 'ready', run_at, created_at FROM jobs WHERE id = 1`;
  client.prepare(anew).run();
  client.close();
  expect(await stage.importer(["undo", removal])).toMatchObject({ exitCode: 0 });
  const live = "SELECT unique_key FROM jobs WHERE state = 'ready' AND payload ->> 'albumId' = 1";
  expect(await stage.rows(live)).toEqual([key]);
});

it("one that was cancelled by a person stays so", async () => {
  const stage = await twoWaiting();
  await stage.importer(["remove", "album", "1"]);
  await stage.importer(["undo", await last(stage)]);
  await stage.importer(["jobs", "cancel", "1"]);
  await stage.importer(["undo", await last(stage)]); // of the undo: nothing of it waits any more
  expect(await stage.rows("SELECT state FROM jobs WHERE id = 1")).toEqual([{ state: "cancelled" }]);
});

it("what it met with before it was cancelled counts no longer", async () => {
  const stage = await twoWaiting();
  await stage.importer(["remove", "album", "1"]);
  await stage.importer(["undo", await last(stage)]);
  const again = "SELECT id FROM jobs WHERE retried_at IS NOT NULL AND retried_at = run_at";
  expect(await stage.rows(again)).toEqual([{ id: 1 }]);
});

it.each([
  ["merged, and undone with that", ["merge", "album", "2", "--into", "1"], [["undo", "2", "--with-later"]]],
  [
    "removed, its maker undone, and the removal undone",
    ["remove", "album", "2"],
    [
      ["undo", "2"],
      ["undo", "3"],
    ],
  ],
])("no job waits for an album that is not there: %s", async (_, first, undos) => {
  const stage = await twoWaiting();
  for (const argv of [first, ...undos]) expect(await stage.importer(argv)).toMatchObject({ exitCode: 0 });
  expect(await stage.rows("SELECT id FROM albums")).toEqual([{ id: 1 }]);
  expect(await stage.rows(lostJobs)).toEqual([]);
});

it("an album that comes back alone has its job, and loses it again", async () => {
  const stage = await twoWaiting();
  await stage.importer(["remove", "album", "2"]);
  const state = (): Promise<unknown> => stage.rows("SELECT state FROM jobs WHERE id = 2");
  await stage.importer(["undo", await last(stage), "--only", "album:2"]);
  expect(await state()).toEqual([{ state: "ready" }]);
  await stage.importer(["undo", await last(stage)]);
  expect(await state()).toEqual([{ state: "cancelled" }]);
});
