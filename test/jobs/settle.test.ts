import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { claim, type ClaimedJob } from "../../src/jobs/worker/claim.ts";
import type { AttemptEnding } from "../../src/jobs/worker/endings.ts";
import { settleAttempt } from "../../src/jobs/worker/settle.ts";
import { cancelJob } from "../../src/jobs/operators/operator-actions.ts";
import { addJob, attemptsOf, rowOf } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const later = 90_000;
const endings: Exclude<AttemptEnding, { outcome: "lost" }>[] = [
  { outcome: "done" },
  { outcome: "retried", reason: "no network", runAt: later },
  { outcome: "snoozed", reason: "not yet", runAt: later },
  { outcome: "returned", reason: "stopping", runAt: 0 },
  { outcome: "failed", reason: "no hope" },
  { outcome: "failed", reason: "wrong key", isRefused: true },
  { outcome: "cancelled", reason: "no album" },
];

async function runningJob(): Promise<{ db: Db; job: ClaimedJob }> {
  const { db } = await temporaryLibrary();
  addJob(db, 1);
  return { db, job: takeJob(db) };
}

function takeJob(db: Db): ClaimedJob {
  return claim(db, "default", { worker: "w", nowMs: 1_000, evenCrashed: false })!;
}

test.each(endings)("an ending is written as it is: %o", async (ending) => {
  const { db, job } = await runningJob();
  expect(settleAttempt(db, job, ending, 2_000)).toEqual(ending);
  const states = {
    done: { state: "done", attempts: 1, last_error: null },
    retried: { state: "scheduled", run_at: later, attempts: 1, snoozes: 0, last_error: "no network" },
    snoozed: { state: "scheduled", run_at: later, attempts: 0, snoozes: 1, last_error: null },
    returned: { state: "ready", attempts: 0, last_error: null },
    failed: { state: "failed", attempts: ending.outcome === "failed" && ending.isRefused ? 0 : 1 },
    cancelled: { state: "cancelled", last_error: "no album" },
  };
  expect(rowOf(db, job)).toMatchObject({ worker: null, finished_at: 2_000, ...states[ending.outcome] });
});

test("each attempt that did not end done is kept, with why", async () => {
  const { db, job } = await runningJob();
  settleAttempt(db, job, { outcome: "snoozed", reason: "not yet", runAt: 2_000 }, 2_000);
  settleAttempt(db, takeJob(db), { outcome: "retried", reason: "no network", runAt: 3_000 }, 3_000);
  settleAttempt(db, takeJob(db), { outcome: "done" }, 4_000);
  expect(attemptsOf(db, job)).toMatchObject([
    { attempt: 1, outcome: "snoozed", error: "not yet" },
    { attempt: 1, outcome: "retried", error: "no network" },
  ]);
  expect(rowOf(db, job)).toMatchObject({ state: "done", attempts: 2, last_error: null });
});

test("the snoozes of a job, and its returns, each keep one row with their number", async () => {
  const { db, job } = await runningJob();
  const uncounted = { snoozed: "a source rests", returned: "the worker stopped" } as const;
  for (let night = 1; night <= 40; night++) {
    for (const outcome of ["snoozed", "returned"] as const) {
      const reason = `${uncounted[outcome]}, ${night}`;
      const nowMs = 2 * night + (outcome === "snoozed" ? 0 : 1);
      settleAttempt(db, nowMs === 2 ? job : takeJob(db), { outcome, reason, runAt: 0 }, nowMs);
    }
  }
  expect(attemptsOf(db, job)).toMatchObject([
    { attempt: 1, outcome: "snoozed", error: "a source rests, 40", times: 40 },
    { attempt: 1, outcome: "returned", error: "the worker stopped, 40", times: 40 },
  ]);
  expect(rowOf(db, job)).toMatchObject({ attempts: 0, snoozes: 40 });
});

test.each(endings)("a late %o of a job that was given to another changes nothing", async (ending) => {
  const { db, job } = await runningJob();
  db.$client.exec("UPDATE jobs SET worker = 'other', attempts = 2");
  const before = rowOf(db, job);
  expect(settleAttempt(db, job, ending, 2_000)).toMatchObject({ outcome: "lost" });
  expect(rowOf(db, job)).toEqual(before);
  expect(attemptsOf(db, job)).toEqual([]);
});

test("an ending that comes twice is written once", async () => {
  const { db, job } = await runningJob();
  settleAttempt(db, job, { outcome: "failed", reason: "first" }, 2_000);
  expect(settleAttempt(db, job, { outcome: "done" }, 3_000)).toMatchObject({ outcome: "lost" });
  expect(rowOf(db, job)).toMatchObject({ state: "failed", last_error: "first", finished_at: 2_000 });
});

test("the rows of a done job commit with its done", async () => {
  const { db, job } = await runningJob();
  db.$client.exec("CREATE TABLE effects (x)");
  const count = db.$client.prepare("SELECT count(*) FROM effects").pluck();
  const save = (): void => {
    db.$client.exec("INSERT INTO effects VALUES (1)");
  };

  const failing = (): void => {
    save();
    throw new Error("constraint");
  };
  expect(() => settleAttempt(db, job, { outcome: "done", save: failing }, 2_000)).toThrow("constraint");
  expect([rowOf(db, job).state, count.get()]).toEqual(["running", 0]);

  expect(settleAttempt(db, job, { outcome: "done", save }, 2_000).outcome).toBe("done");
  expect([rowOf(db, job).state, count.get()]).toEqual(["done", 1]);

  expect(settleAttempt(db, job, { outcome: "done", save }, 2_000).outcome).toBe("lost");
  expect(count.get()).toBe(1);
});

test("a save that is not synchronous is refused", async () => {
  const { db, job } = await runningJob();
  const save = (async () => {}) as () => void;
  expect(() => settleAttempt(db, job, { outcome: "done", save }, 2_000)).toThrow(/promise/);
  expect(rowOf(db, job).state).toBe("running");
});

test.each(endings.filter(({ outcome }) => ["retried", "snoozed", "returned"].includes(outcome)))(
  "a job that was to be cancelled is not queued again by a %o",
  async (ending) => {
    const { db, job } = await runningJob();
    cancelJob(db, job.id, 1_500);
    expect(settleAttempt(db, job, ending, 2_000)).toMatchObject({ outcome: "cancelled" });
    expect(rowOf(db, job)).toMatchObject({ state: "cancelled", cancel_asked: 0 });
    expect(attemptsOf(db, job)).toMatchObject([{ outcome: "cancelled" }]);
  },
);
