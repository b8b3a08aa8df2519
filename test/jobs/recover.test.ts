import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { claim } from "../../src/jobs/worker/claim.ts";
import { ownIdentity, type Identity } from "../../src/jobs/locks/identity.ts";
import { createRecovery, hasForeignJobs } from "../../src/jobs/maintenance/recover.ts";
import { retryJob } from "../../src/jobs/operators/operator-actions.ts";
import type { QueueName } from "../../src/jobs/queue/queues.ts";
import { addJob, attemptsOf, rowOf } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const pidOfTheDead = spawnSync(process.execPath, ["-e", ""]).pid;
const elsewhere = { host: "laptop", bootId: "another boot" };

function addWorker(
  db: Db,
  id: string,
  identity: Partial<Identity & { beatAt: number; stoppingAt: number }> = {},
): void {
  const row = { id, beatAt: 0, stoppingAt: null, ...ownIdentity(), ...identity };
  db.$client
    .prepare(
      "INSERT INTO workers VALUES (@id, @host, @bootId, @pid, @pidStart, 0, @beatAt, @stoppingAt, NULL)",
    )
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
    state: "ready",
    attempts: 1,
    crashes: 1,
    worker: null,
    last_error: "its worker died while it and others ran (1 of 10 times in all)",
  });
  expect(attemptsOf(db, one)).toMatchObject([{ attempt: 1, outcome: "orphaned" }]);
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

test("a job that ran alone in three workers when they died is failed, and says so", async () => {
  const { db } = await temporaryLibrary();
  const { id } = addJob(db, 1);
  for (const crash of [1, 2, 3]) {
    addWorker(db, `dead ${crash}`, { pid: pidOfTheDead });
    claim(db, "default", { worker: `dead ${crash}`, nowMs: crash, evenCrashed: true });
    const state = crash < 3 ? "ready" : "failed";
    expect(await recoveryOf(db).sweep()).toMatchObject([{ id, state }]);
  }
  expect(rowOf(db, { id })).toMatchObject({
    state: "failed",
    crashes: 3,
    attempts: 3,
    last_error: "its worker died 3 times within 24 hours while it ran alone and had saved nothing",
  });
});

test("deaths that are nobody's crash are not counted, however often", async () => {
  const { db } = await temporaryLibrary();
  const { id } = addJob(db, 1);
  for (let death = 1; death <= 12; death++) {
    const restarted = { bootId: "an earlier boot" };
    const how = death % 2 ? restarted : { pid: pidOfTheDead, stoppingAt: 1 };
    addWorker(db, `dead ${death}`, how);
    claim(db, "default", { worker: `dead ${death}`, nowMs: death, evenCrashed: true });
    expect(await recoveryOf(db).sweep()).toMatchObject([{ id, state: "ready" }]);
  }
  expect(rowOf(db, { id })).toMatchObject({ crashes: 0, attempts: 0, last_error: null });
  expect(attemptsOf(db, { id })).toMatchObject([{ outcome: "returned", times: 12 }]);
});

test("workers that died together are no proof against a job, and a person's retry wipes the slate", async () => {
  const { db } = await temporaryLibrary();
  const { id } = addJob(db, 1);
  for (let death = 1; death <= 5; death++) {
    const other = addJob(db, 2, { queue: "serial" });
    for (const [name, queue] of [
      ["a", "default"],
      ["b", "serial"],
    ] as const) {
      addWorker(db, `${name} ${death}`, { pid: pidOfTheDead });
      claim(db, queue, { worker: `${name} ${death}`, nowMs: death, evenCrashed: true });
    }
    expect(await recoveryOf(db).sweep()).toHaveLength(2);
    db.$client.prepare("DELETE FROM jobs WHERE id = ?").run(other.id);
  }
  expect(rowOf(db, { id })).toMatchObject({ state: "ready", crashes: 5 });

  const crashAlone = async (name: string): Promise<unknown> => {
    addWorker(db, name, { pid: pidOfTheDead });
    claim(db, "default", { worker: name, nowMs: 4_000, evenCrashed: true });
    return (await recoveryOf(db).sweep())[0]?.state;
  };
  expect([await crashAlone("x1"), await crashAlone("x2"), await crashAlone("x3")]).toEqual([
    "ready",
    "ready",
    "failed",
  ]);
  retryJob(db, id, 5_000);
  expect(await crashAlone("x4")).toBe("ready");
});

test("a crash in the last attempt fails the job", async () => {
  const { db } = await temporaryLibrary();
  const job = runJob(db, "gone");
  db.$client.exec("UPDATE jobs SET max_attempts = 1");
  await recoveryOf(db).sweep();
  expect(rowOf(db, job)).toMatchObject({ state: "failed", crashes: 1 });
  expect(rowOf(db, job).last_error).toBe(
    "its worker died while it and others ran (1 of 10 times in all), in the last of 1 attempts",
  );
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
