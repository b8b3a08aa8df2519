import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { claim } from "../../src/jobs/worker/claim.ts";
import { ownIdentity } from "../../src/jobs/locks/identity.ts";
import { countJobs, getJob, listJobs, listWorkers } from "../../src/jobs/operators/inspect.ts";
import { settleAttempt } from "../../src/jobs/worker/settle.ts";
import { addJob } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

test("jobs are listed with the newest first, as many as asked for", async () => {
  const { db } = await temporaryLibrary();
  for (const albumId of [1, 2, 3, 4]) addJob(db, albumId);
  const jobs = listJobs(db, { limit: 3 });
  expect(jobs.map(({ id, payload }) => [id, payload])).toEqual([
    [4, { albumId: 4 }],
    [3, { albumId: 3 }],
    [2, { albumId: 2 }],
  ]);
});

test("jobs can be listed by state, queue and kind", async () => {
  const { db } = await temporaryLibrary();
  for (const albumId of [1, 2, 3]) addJob(db, albumId);
  addJob(db, 4, { queue: "serial" });
  db.$client.exec(
    "UPDATE jobs SET state = 'failed' WHERE id IN (1, 3); UPDATE jobs SET kind = 'x' WHERE id = 3",
  );
  const ids = (filter: Omit<Parameters<typeof listJobs>[1], "limit">): number[] =>
    listJobs(db, { ...filter, limit: 9 }).map((job) => job.id);
  expect(ids({ state: "failed" })).toEqual([3, 1]);
  expect(ids({ state: "ready" })).toEqual([4, 2]);
  expect(ids({ state: "done" })).toEqual([]);
  expect(ids({ queue: "serial" })).toEqual([4]);
  expect(ids({ kind: "x", state: "failed" })).toEqual([3]);
  expect(ids({ queue: "nobody's" })).toEqual([]);
  expect(() => listJobs(db, { state: "x' OR 1=1 --" as "done", limit: 9 })).toThrow("no such state");
});

test("a job is shown with what became of each attempt", async () => {
  const { db } = await temporaryLibrary();
  addJob(db, 1, { nowMs: 0 });
  const job = claim(db, "default", { worker: "w", nowMs: 10, evenCrashed: false })!;
  settleAttempt(db, job, { outcome: "retried", reason: "HTTP 503", runAt: 500 }, 20);
  expect(getJob(db, 1)).toMatchObject({
    id: 1,
    state: "scheduled",
    runAt: 500,
    attempts: 1,
    payload: { albumId: 1 },
    lastError: "HTTP 503",
    attempted: [{ attempt: 1, startedAt: 10, endedAt: 20, outcome: "retried", error: "HTTP 503" }],
  });
  expect(getJob(db, 2)).toBeUndefined();
});

test("jobs are counted by queue and state, history only when asked for", async () => {
  const { db } = await temporaryLibrary();
  for (const albumId of [1, 2, 3, 4, 5]) addJob(db, albumId);
  addJob(db, 6, { queue: "serial" });
  addJob(db, 7, { runAt: Date.now() + 60_000 });
  db.$client.exec(
    "UPDATE jobs SET state = 'done' WHERE id = 1; UPDATE jobs SET state = 'failed' WHERE id = 2",
  );
  const live = [
    { queue: "default", state: "ready", count: 3 },
    { queue: "serial", state: "ready", count: 1 },
    { queue: "default", state: "scheduled", count: 1 },
    { queue: "default", state: "failed", count: 1 },
  ];
  expect(countJobs(db)).toEqual(live);
  expect(countJobs(db, ["done", "cancelled"])).toEqual([{ queue: "default", state: "done", count: 1 }]);
});

test("workers are shown with what they run, and whether they live", async () => {
  const { db } = await temporaryLibrary();
  const add = db.$client.prepare(
    "INSERT INTO workers VALUES (@id, @host, @bootId, @pid, @pidStart, @startedAt, 5, NULL, NULL)",
  );
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  add.run({ ...ownIdentity(), id: "alive", startedAt: 1 });
  add.run({ ...ownIdentity(), id: "dead", pid, startedAt: 2 });
  add.run({ ...ownIdentity(), id: "far", host: "laptop", bootId: "another", startedAt: 3 });
  addJob(db, 1);
  addJob(db, 2);
  for (const worker of ["alive", "alive"]) claim(db, "default", { worker, nowMs: 0, evenCrashed: false });
  expect(listWorkers(db)).toMatchObject([
    { id: "alive", liveness: "alive", running: 2, pid: process.pid, beatAt: 5 },
    { id: "dead", liveness: "dead", running: 0 },
    { id: "far", liveness: "hidden", running: 0, host: "laptop" },
  ]);
});
