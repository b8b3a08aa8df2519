import { expect, test } from "vitest";
import { HttpError, RejectedError } from "../../src/errors.ts";
import type { TaskResult } from "../../src/jobs/queue/task.ts";
import { addJob, attemptsOf, drain, rowOf, type AlbumTask } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const done: TaskResult = { outcome: "done" };
const busyTimeoutMs = 5;

test("a fault is retried after its delay, until it works", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  let clockMs = Date.now();
  const now = (): number => clockMs;
  const job = addJob(db, 1, { nowMs: clockMs });
  const task: AlbumTask = async ({ attempt }) => {
    if (attempt < 3) throw new HttpError("musicbrainz", "HTTP 503", { status: 503 });
    return done;
  };
  const options = { now, random: () => 1 };
  expect(await drain(db, task, options)).toMatchObject({ retried: 1, nextRunAt: clockMs + 2_000 });
  expect(await drain(db, task, options)).toMatchObject({ retried: 0, done: 0 });
  clockMs += 2_000;
  expect(await drain(db, task, options)).toMatchObject({ retried: 1, nextRunAt: clockMs + 4_000 });
  clockMs += 4_000;
  expect(await drain(db, task, options)).toMatchObject({ done: 1 });
  expect(rowOf(db, job)).toMatchObject({ attempts: 3, last_error: null });
  expect(attemptsOf(db, job).map(({ error }) => error)).toEqual(["HTTP 503", "HTTP 503"]);
});

test("after its last attempt a job is failed, and the queue goes on", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  const hopeless = addJob(db, 1, { maxAttempts: 1 });
  const next = addJob(db, 2);
  const task: AlbumTask = async ({ payload }) => {
    if (payload.albumId === 1) throw new Error("no hope");
    return done;
  };
  expect(await drain(db, task)).toMatchObject({ failed: 1, done: 1 });
  expect(rowOf(db, hopeless)).toMatchObject({ state: "failed", last_error: "no hope" });
  expect(rowOf(db, next).state).toBe("done");
});

test("a refusal parks the job without counting the attempt", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  const job = addJob(db, 1);
  await drain(db, async () => {
    throw new RejectedError("amazon", "not eligible", { hint: "sign up first" });
  });
  expect(rowOf(db, job)).toMatchObject({
    state: "failed",
    attempts: 0,
    last_error: "not eligible; sign up first",
  });
});

test("a job of an unknown kind fails at once, and says that it may be a newer program's", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  const job = addJob(db, 1);
  db.$client.exec("UPDATE jobs SET kind = 'toString'");
  await drain(db, async () => done);
  expect(rowOf(db, job).state).toBe("failed");
  expect(rowOf(db, job).last_error).toBe(
    'no such kind of job here: "toString"; it may come from a newer importer: update this one, then: importer jobs retry 1',
  );
});

test("a payload that no longer fits fails at once, and says where", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  const job = addJob(db, 1);
  db.$client.exec(`UPDATE jobs SET payload = '{"album":1}'`);
  await drain(db, async () => done);
  expect(rowOf(db, job)).toMatchObject({ state: "failed", attempts: 1 });
  expect(rowOf(db, job).last_error).toMatch(/not a payload of "import-album-releases": albumId: /);
});

test("when the rows of a done job cannot be saved the job is retried, and nothing is half saved", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  db.$client.exec("CREATE TABLE effects (job_id INTEGER UNIQUE CHECK (job_id <> 2))");
  const insert = db.$client.prepare("INSERT INTO effects VALUES (?)");
  const task: AlbumTask = async ({ id }) => ({
    outcome: "done",
    save() {
      insert.run(id + 100);
      insert.run(id);
    },
  });
  for (const albumId of [1, 2, 3]) addJob(db, albumId);
  expect(await drain(db, task)).toMatchObject({ done: 2, retried: 1 });
  expect(rowOf(db, { id: 2 })).toMatchObject({ state: "scheduled", last_error: /CHECK constraint/ });
  expect(db.$client.prepare("SELECT job_id FROM effects ORDER BY 1").pluck().all()).toEqual([1, 3, 101, 103]);
});

test("a fault of the database ends the worker with that fault, and hands its jobs back", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  addJob(db, 1);
  addJob(db, 2);
  const task: AlbumTask = async ({ payload, signal }) => {
    if (payload.albumId === 1) return { outcome: "done", save: () => void db.$client.exec("ROLLBACK") };
    await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    return done;
  };
  await expect(drain(db, task)).rejects.toThrow();
  expect(rowOf(db, { id: 2 })).toMatchObject({ state: "ready", attempts: 0, worker: null });
  expect(db.$client.prepare("SELECT count(*) FROM workers").pluck().get()).toBe(0);
});
