import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { enqueue } from "../../src/jobs/queue/queue.ts";
import { CancelAskedError, type TaskResult } from "../../src/jobs/queue/task.ts";
import { cancelJob } from "../../src/jobs/operators/operator-actions.ts";
import {
  addJob,
  attemptsOf,
  drain,
  rowOf,
  startWorker,
  statesOf,
  until,
  type AlbumTask,
} from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const done: TaskResult = { outcome: "done" };
const busyTimeoutMs = 5;

test("a draining worker does what is there, then ends and says what is left", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  for (const albumId of [1, 2, 3, 4, 5, 6]) addJob(db, albumId);
  addJob(db, 7, { queue: "serial" });
  const later = Date.now() + 3_600_000;
  addJob(db, 8, { runAt: later });
  const seen: number[] = [];
  const summary = await drain(db, async ({ payload }) => {
    seen.push(payload.albumId);
    if (payload.albumId === 3) throw new UserError("no such album");
    return done;
  });
  expect(seen.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(summary).toMatchObject({
    done: 6,
    failed: 1,
    retried: 0,
    cancelled: 0,
    snoozed: 0,
    returned: 0,
    lost: 0,
    remaining: { ready: 0, scheduled: 1, running: 0, failed: 1 },
    nextRunAt: later,
  });
  expect(db.$client.prepare("SELECT count(*) FROM workers").pluck().get()).toBe(0);
});

test("a worker tells what it does", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  const worker = startWorker(db, async () => ({ outcome: "done", detail: "3 releases" }), { drain: true });
  const started: unknown[] = [];
  worker.events.on("job-started", (event) => started.push(event));
  addJob(db, 1);
  await worker.done;
  const about = { id: 1, kind: "import-album-releases", queue: "default" };
  expect(started).toEqual([{ ...about, attempt: 1 }]);
  const durationMs = expect.any(Number) as number;
  expect(worker.finished).toEqual([{ ...about, outcome: "done", durationMs, detail: "3 releases" }]);
});

test("a queue runs as many jobs at once as it may, the serial one a single job", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  for (let albumId = 1; albumId <= 12; albumId++) addJob(db, albumId);
  for (let albumId = 101; albumId <= 104; albumId++) addJob(db, albumId, { queue: "serial" });
  const running = { default: 0, serial: 0 };
  const most = { default: 0, serial: 0 };
  const task: AlbumTask = async ({ payload }) => {
    const queue = payload.albumId > 100 ? "serial" : "default";
    most[queue] = Math.max(most[queue], ++running[queue]);
    await sleep(20);
    running[queue]--;
    return done;
  };
  expect(await drain(db, task, { concurrency: 3 })).toMatchObject({ done: 16 });
  expect(most).toEqual({ default: 3, serial: 1 });
});

test("a worker takes jobs of its queues only, and refuses a queue that it does not know", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  addJob(db, 1);
  addJob(db, 2, { queue: "serial" });
  const summary = await drain(db, async () => done, { queues: ["serial"] });
  expect(statesOf(db)).toEqual(["ready", "done"]);
  expect(summary.remaining.ready).toBe(0);
  expect(() => startWorker(db, async () => done, { queues: ["serail"] })).toThrow('no queue "serail"');
});

test("work that a job queues is done by the same worker at once", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  const task: AlbumTask = async ({ payload: { albumId }, save }) => {
    const next = { kind: "import-album-releases", payload: { albumId: albumId + 1 } } as const;
    if (albumId === 1) await save(() => enqueue(db, next, Date.now()));
    return { outcome: "done", save: () => void (albumId === 2 && enqueue(db, next, Date.now())) };
  };
  addJob(db, 1);
  expect(await drain(db, task)).toMatchObject({ done: 3 });
});

test("a task can cancel its job, or ask to be called again later without a count", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  const task: AlbumTask = async ({ payload }) =>
    payload.albumId === 1
      ? { outcome: "cancel", reason: "the album is gone" }
      : { outcome: "snooze", delayMs: 60_000, reason: "not released yet" };
  const [cancelled, snoozed] = [addJob(db, 1), addJob(db, 2)];
  expect(await drain(db, task)).toMatchObject({ cancelled: 1, snoozed: 1, remaining: { scheduled: 1 } });
  expect(rowOf(db, cancelled)).toMatchObject({ state: "cancelled", last_error: "the album is gone" });
  expect(rowOf(db, snoozed)).toMatchObject({ state: "scheduled", attempts: 0, snoozes: 1 });
});

test("a snoozed job runs when its time has come, without anybody asking", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  let runs = 0;
  const worker = startWorker(db, async () =>
    ++runs < 3 ? { outcome: "snooze", delayMs: 100, reason: "not yet" } : done,
  );
  addJob(db, 1);
  await until(() => statesOf(db)[0] === "done");
  worker.stop();
  expect(await worker.done).toMatchObject({ snoozed: 2, done: 1 });
});

test("a run that lost its job can save nothing more, and its end changes nothing", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  db.$client.exec("CREATE TABLE effects (x)");
  const job = addJob(db, 1);
  const summary = await drain(db, async ({ save }) => {
    db.$client.exec("UPDATE jobs SET worker = 'other', attempts = 7");
    const write = (): unknown => db.$client.exec("INSERT INTO effects VALUES (1)");
    await expect(save(write)).rejects.toThrow("job 1 is no longer run by this worker; nothing was saved");
    return { outcome: "done", save: () => void write() };
  });
  expect(summary).toMatchObject({ lost: 1, done: 0, remaining: { running: 1 } });
  expect(rowOf(db, job)).toMatchObject({ state: "running", worker: "other", attempts: 7 });
  expect(db.$client.prepare("SELECT count(*) FROM effects").pluck().get()).toBe(0);
});

test("a run whose job was taken from it is told so through its signal", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  addJob(db, 1);
  const summary = await drain(db, async ({ signal }) => {
    db.$client.exec("UPDATE jobs SET state = 'done', worker = NULL");
    await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    return done;
  });
  expect(summary).toMatchObject({ lost: 1 });
});

test("what a task saves after its job has ended is refused", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  addJob(db, 1);
  let saveLate: (() => Promise<unknown>) | undefined;
  await drain(db, async ({ save }) => {
    saveLate = () => save(() => db.$client.exec("DELETE FROM jobs"));
    return { outcome: "snooze", delayMs: 60_000, reason: "not yet" };
  });
  await expect(saveLate!()).rejects.toThrow("nothing was saved");
  expect(statesOf(db)).toEqual(["scheduled"]);
});

test("cancelling a running job aborts it, and it ends cancelled", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  const job = addJob(db, 1);
  let reason: unknown;
  const worker = startWorker(db, async ({ signal }) => {
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    reason = signal.reason;
    throw new Error("aborted");
  });
  await until(() => statesOf(db)[0] === "running");
  expect(cancelJob(db, job.id, Date.now())).toEqual({ outcome: "asked" });
  await until(() => statesOf(db)[0] === "cancelled");
  expect(reason).toBeInstanceOf(CancelAskedError);
  expect(attemptsOf(db, job)).toMatchObject([{ outcome: "cancelled", error: "cancelled while it ran" }]);
  worker.stop();
  expect(await worker.done).toMatchObject({ cancelled: 1 });
});

test("a job that has crashed a worker runs alone, and the others after it", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs });
  for (let albumId = 1; albumId <= 6; albumId++)
    addJob(db, albumId, albumId === 6 ? { queue: "serial" } : {});
  db.$client.exec("UPDATE jobs SET crashes = 1 WHERE id IN (2, 3, 6)");
  const running = new Set<number>();
  const together: number[][] = [];
  const summary = await drain(db, async ({ id }) => {
    running.add(id);
    await sleep(20);
    together.push([...running].sort());
    running.delete(id);
    return done;
  });
  expect(summary).toMatchObject({ done: 6 });
  const besides = (id: number): number[] => together.filter((ids) => ids.includes(id)).flat();
  for (const suspect of [2, 3, 6]) expect(besides(suspect)).toEqual([suspect]);
  expect(besides(5)).toContain(4);
});
