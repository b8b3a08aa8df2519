import { expect, test } from "vitest";
import { nevermind } from "../../../src/demo/musicbrainz/albums/nevermind.ts";
import { InterruptedError } from "../../../src/errors.ts";
import { LostJobError, type JobRun } from "../../../src/jobs/queue/task.ts";
import { createTasks } from "../../../src/tasks.ts";
import { always, onPath } from "../../helpers/faults.ts";
import { column, dump, importWords, rows } from "../../helpers/importing.ts";
import { albumOf, boxSet, countAdded, type ReleaseImporting } from "./albums.ts";

type Run = JobRun<{ albumId: number }>;

/** The job as a worker runs it: `save` is a transaction. */
function work(t: ReleaseImporting, run: Partial<Run> = {}) {
  const none = () => Promise.reject(new Error("no job of that kind is run here"));
  const tasks = createTasks({ importing: t.context, createEnrichment: none, createProducts: none });
  const task = tasks["import-album-releases"];
  return task({
    id: 1,
    kind: "import-album-releases",
    attempt: 1,
    payload: { albumId: t.albumId },
    signal: new AbortController().signal,
    save: t.context.transact,
    ...run,
  });
}

test("the job imports the releases and says how many", async () => {
  const t = await albumOf(nevermind);
  const { context, added } = countAdded(t, "releases");
  expect(await work(t, { save: context.transact })).toMatchObject({
    outcome: "done",
    detail: '"Nevermind": 3 releases, 3 new, 0 changed',
  });
  // All of it went through the job's own `save`, which is refused once the job is another's.
  expect(added).toEqual([3]);
  const before = dump(t.db);
  expect(await work(t)).toMatchObject({ detail: '"Nevermind": 3 releases, 0 new, 0 changed' });
  expect(dump(t.db)).toBe(before);
});

test("an album deleted meanwhile cancels the job, without a request", async () => {
  const t = await albumOf(nevermind);
  t.db.$client.exec("DELETE FROM albums");
  expect(await work(t)).toEqual({
    outcome: "cancel",
    reason: `album ${t.albumId} is no longer in the library`,
  });
  expect(t.asked()).toEqual([]);
});

test("an album deleted by hand can be imported again, with its releases, and nothing is doubled", async () => {
  const t = await albumOf(nevermind);
  await work(t);
  const count = (): unknown[] =>
    ["albums", "releases", "media", "tracks", "release_tracks", "artists", "identifiers"].map(
      (table) => column(t.db, `SELECT count(*) FROM ${table}`)[0],
    );
  const before = count();
  t.db.$client.exec("DELETE FROM albums");
  const { itemId, outcome } = await importWords(t.context, { mbid: nevermind.id });
  expect(outcome).toBe("created");
  const payload = { albumId: itemId! };
  expect(await work(t, { payload })).toMatchObject({ detail: '"Nevermind": 3 releases, 3 new, 0 changed' });
  expect(await work(t, { payload })).toMatchObject({ detail: '"Nevermind": 3 releases, 0 new, 0 changed' });
  expect(count()).toEqual(before);
});

test("an album deleted while its releases come fails the attempt, and the next one cancels", async () => {
  const t = await albumOf(boxSet("Five", 5, 200));
  let saves = 0;
  const save: Run["save"] = (write) => {
    if (saves++ === 1) t.db.$client.exec("DELETE FROM albums");
    return t.context.transact(write);
  };
  await expect(work(t, { save })).rejects.toThrow(/removed meanwhile/);
  expect(column(t.db, "SELECT count(*) FROM releases")).toEqual([0]);
  expect(await work(t)).toMatchObject({ outcome: "cancel" });
});

test("a failure on the second page keeps the first, and the job's next attempt completes", async () => {
  const t = await albumOf(boxSet("Five", 5, 200));
  const secondPage = onPath(/offset=2/, always({ kind: "status", status: 500, body: "" }));
  t.server.setFault(secondPage);
  await expect(work(t)).rejects.toMatchObject({ name: "HttpError", status: 500 });
  const kept = rows(t.db, "SELECT * FROM releases");
  expect(kept).toHaveLength(2);
  const runs = "SELECT outcome FROM provider_runs WHERE importer = 'release' ORDER BY id";
  expect(column(t.db, runs)).toEqual(["found", "unavailable"]);

  t.server.setFault(undefined);
  t.clock.now += 1000;
  expect(await work(t)).toMatchObject({ detail: '"Five": 5 releases, 3 new, 0 changed' });
  expect(rows(t.db, "SELECT * FROM releases").slice(0, 2)).toEqual(kept);
  expect(column(t.db, "SELECT count(*) FROM release_tracks")).toEqual([1000]);
});

test("stopped in the middle it rejects with the reason, and the next run leaves what one alone would", async () => {
  const t = await albumOf(boxSet("Five", 5, 200));
  const controller = new AbortController();
  const reason = new InterruptedError();
  t.server.setFault(
    onPath(/offset=2/, () => {
      controller.abort(reason);
      return { kind: "hang" };
    }),
  );
  await expect(work(t, { signal: controller.signal })).rejects.toBe(reason);
  expect(column(t.db, "SELECT count(*) FROM releases")).toEqual([2]);
  t.server.setFault(undefined);
  await work(t);
  const whole = await albumOf(boxSet("Five", 5, 200));
  await work(whole);
  expect(dump(t.db)).toBe(dump(whole.db));
});

test("a job that was lost saves nothing more, and says so", async () => {
  const t = await albumOf(nevermind);
  const save: Run["save"] = () => Promise.reject(new LostJobError(1));
  await expect(work(t, { save })).rejects.toBeInstanceOf(LostJobError);
  expect(column(t.db, "SELECT count(*) FROM releases")).toEqual([0]);
  expect(column(t.db, "SELECT count(*) FROM provider_runs WHERE importer = 'release'")).toEqual([0]);
});

test("a refusal is passed on as it is: the job is parked, not tried again", async () => {
  const t = await albumOf(nevermind);
  t.server.setFault(always({ kind: "status", status: 403, body: '{"error":"go away"}' }));
  const fault = await work(t).catch((error: unknown) => error);
  expect(fault).toMatchObject({ name: "RejectedError", hint: "say who you are" });
});

test("a release that can't be saved fails the attempt with the reason; those before it stay", async () => {
  const t = await albumOf(boxSet("Three", 3, 2));
  t.db.$client.exec(
    "CREATE TRIGGER refuse BEFORE INSERT ON media WHEN NEW.release_id = 2 BEGIN SELECT RAISE(ABORT, 'no'); END",
  );
  await expect(work(t)).rejects.toThrow(/^no$/);
  expect(column(t.db, "SELECT title FROM releases")).toEqual(["Three 1"]);
  expect(column(t.db, "SELECT count(*) FROM tracks")).toEqual([2]);
  t.db.$client.exec("DROP TRIGGER refuse");
  expect(await work(t)).toMatchObject({ detail: '"Three": 3 releases, 2 new, 0 changed' });
});

test("an album of which they have no releases is a job done", async () => {
  const t = await albumOf({ ...nevermind, releases: [] });
  expect(await work(t)).toMatchObject({
    outcome: "done",
    detail: expect.stringContaining(
      '"Nevermind": 0 releases, 0 new, 0 changed; MusicBrainz has no releases of',
    ),
  });
});
