import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import type { Db } from "../../src/db/open.ts";
import { claim } from "../../src/jobs/claim.ts";
import { ownIdentity, type Identity } from "../../src/jobs/identity.ts";
import { createRecovery, hasForeignJobs } from "../../src/jobs/recover.ts";
import type { QueueName } from "../../src/jobs/queues.ts";
import { addJob, attemptsOf, rowOf } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const pidOfTheDead = spawnSync(process.execPath, ["-e", ""]).pid;
const elsewhere = { host: "laptop", bootId: "another boot" };

function addWorker(db: Db, id: string, identity: Partial<Identity & { beatAt: number }> = {}): void {
  const row = { id, beatAt: 0, ...ownIdentity(), ...identity };
  db.$client
    .prepare("INSERT INTO workers VALUES (@id, @host, @bootId, @pid, @pidStart, 0, @beatAt)")
    .run(row);
}

/** A job that `worker` runs. */
function runJob(db: Db, worker: string, queue: QueueName = "default"): { id: number } {
  const { id } = addJob(db, 1, { queue });
  expect(claim(db, queue, { worker, nowMs: 1_000, evenCrashed: true })).toMatchObject({ id });
  return { id };
}

const workersIn = (db: Db): unknown[] => db.$client.prepare("SELECT id FROM workers").pluck().all();
const recoveryOf = (db: Db, monotonicNow = () => 0) =>
  createRecovery(db, { worker: "me", now: () => 5_000, monotonicNow });

test("the jobs of a dead worker are taken back, and it is forgotten", async () => {
  const { db } = await temporaryLibrary();
  addWorker(db, "dead", { pid: pidOfTheDead });
  const [one, two] = [runJob(db, "dead"), runJob(db, "dead", "serial")];
  expect(hasForeignJobs(db, "me")).toBe(true);
  expect(await recoveryOf(db).sweep()).toEqual([
    { ...one, kind: "import-album-releases", queue: "default", state: "ready" },
    { ...two, kind: "import-album-releases", queue: "serial", state: "ready" },
  ]);
  expect(rowOf(db, one)).toMatchObject({
    ...{ state: "ready", attempts: 1, crashes: 1, worker: null },
    last_error: "its worker died while it ran (1 of 3 times)",
  });
  expect(attemptsOf(db, one)).toMatchObject([{ attempt: 1, outcome: "crashed" }]);
  expect(workersIn(db)).toEqual([]);
  expect(hasForeignJobs(db, "me")).toBe(false);
  expect(await recoveryOf(db).sweep()).toEqual([]);
});

test("the job of a living worker is left alone, however long it takes", async () => {
  const { db } = await temporaryLibrary();
  addWorker(db, "alive");
  const job = runJob(db, "alive");
  const recovery = recoveryOf(db, () => 1e12);
  expect([await recovery.sweep(), await recovery.sweep()]).toEqual([[], []]);
  expect(rowOf(db, job)).toMatchObject({ state: "running", worker: "alive" });
});

test("a worker does not take its own jobs, even if its row is gone", async () => {
  const { db } = await temporaryLibrary();
  runJob(db, "me");
  expect(hasForeignJobs(db, "me")).toBe(false);
  expect(await recoveryOf(db).sweep()).toEqual([]);
});

test("running jobs of a worker without a row belong to nobody, and are taken back", async () => {
  const { db } = await temporaryLibrary();
  const job = runJob(db, "unheard of");
  const [orphan] = [runJob(db, "x")];
  db.$client.prepare("UPDATE jobs SET worker = NULL WHERE id = ?").run(orphan.id);
  expect(await recoveryOf(db).sweep()).toHaveLength(2);
  expect([rowOf(db, job).state, rowOf(db, orphan).state]).toEqual(["ready", "ready"]);
});

test("a job that was running in three workers when they died is failed, and says so", async () => {
  const { db } = await temporaryLibrary();
  const { id } = addJob(db, 1);
  for (const crash of [1, 2, 3]) {
    addWorker(db, `dead ${crash}`, { pid: pidOfTheDead });
    claim(db, "default", { worker: `dead ${crash}`, nowMs: crash, evenCrashed: true });
    const state = crash < 3 ? "ready" : "failed";
    expect(await recoveryOf(db).sweep()).toMatchObject([{ id, state }]);
  }
  expect(rowOf(db, { id })).toMatchObject({
    ...{ state: "failed", crashes: 3, attempts: 3 },
    last_error: "its worker died while it ran, 3 times: it may well be the cause",
  });
});

test("a crash in the last attempt fails the job", async () => {
  const { db } = await temporaryLibrary();
  const job = runJob(db, "gone");
  db.$client.exec("UPDATE jobs SET max_attempts = 1");
  await recoveryOf(db).sweep();
  expect(rowOf(db, job)).toMatchObject({ state: "failed", crashes: 1 });
  expect(rowOf(db, job).last_error).toBe("its worker died while it ran in the last of 1 attempts");
});

test("a job that was to be cancelled when its worker died is cancelled", async () => {
  const { db } = await temporaryLibrary();
  const job = runJob(db, "gone");
  db.$client.exec("UPDATE jobs SET cancel_asked = 1");
  expect(await recoveryOf(db).sweep()).toMatchObject([{ state: "cancelled" }]);
  expect(rowOf(db, job)).toMatchObject({ state: "cancelled", cancel_asked: 0 });
});

test("a worker out of sight is dead only after its beat stood still for 60 s of our own time", async () => {
  const { db } = await temporaryLibrary();
  addWorker(db, "far", elsewhere);
  runJob(db, "far");
  let monotonicMs = 0;
  const recovery = recoveryOf(db, () => monotonicMs);
  const sweepAt = async (ms: number): Promise<number> => {
    monotonicMs = ms;
    return (await recovery.sweep()).length;
  };
  expect(await sweepAt(1_000)).toBe(0);
  expect(await sweepAt(60_900)).toBe(0);
  db.$client.exec("UPDATE workers SET beat_at = -7"); // any change is a sign of life, even a clock set back
  expect(await sweepAt(61_100)).toBe(0);
  expect(await sweepAt(121_000)).toBe(0);
  expect(await sweepAt(121_200)).toBe(1);
});

test("after this process slept, others get their 60 s anew", async () => {
  const { db } = await temporaryLibrary();
  addWorker(db, "far", elsewhere);
  runJob(db, "far");
  let monotonicMs = 0;
  const recovery = recoveryOf(db, () => monotonicMs);
  await recovery.sweep();
  monotonicMs = 100_000;
  recovery.startOver();
  expect(await recovery.sweep()).toEqual([]);
  monotonicMs = 160_000;
  expect(await recovery.sweep()).toHaveLength(1);
});
