import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { claim } from "../../src/jobs/worker/claim.ts";
import { mendSchedule, watchClock } from "../../src/jobs/maintenance/clock.ts";
import { settleAttempt } from "../../src/jobs/worker/settle.ts";
import { addJob, rowOf } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const noon = 100 * day;

/** A job that failed at `endedAt` and is to run again a minute later. */
function retriedAt(db: Db, endedAt: number): { id: number } {
  const job = addJob(db, 1, { nowMs: 0 });
  const claimed = claim(db, "default", { worker: "w", nowMs: endedAt, evenCrashed: false })!;
  settleAttempt(db, claimed, { outcome: "retried", reason: "no network", runAt: endedAt + minute }, endedAt);
  return job;
}

test("a clock that was set is told by how much, once, and drift is not told", () => {
  const clocks = { wall: 1_000_000, monotonic: 50 };
  const step = watchClock(
    () => clocks.wall,
    () => clocks.monotonic,
  );
  const pass = (wallMs: number, monotonicMs = wallMs): number => {
    clocks.wall += wallMs;
    clocks.monotonic += monotonicMs;
    return step();
  };
  expect(pass(5_000)).toBe(0);
  expect(pass(5_900, 5_000)).toBe(0);
  expect(pass(5_000 - day, 5_000)).toBe(-day);
  expect(pass(5_000)).toBe(0);
  expect(pass(5_000 + day, 5_000)).toBe(day);
});

test("a job retried by a clock that went ahead keeps its delay, from now", async () => {
  const { db } = await temporaryLibrary();
  const job = retriedAt(db, noon + day);
  await mendSchedule(db, noon);
  expect(rowOf(db, job)).toMatchObject({ run_at: noon + minute, finished_at: noon });
});

test("where it is known by how much the clock was set back, the time waited so far counts", async () => {
  const { db } = await temporaryLibrary();
  const job = retriedAt(db, noon + day);
  await mendSchedule(db, noon + minute / 2, day);
  expect(rowOf(db, job).run_at).toBe(noon + minute);
});

test("a job that was queued for later by a clock that went ahead is brought back too", async () => {
  const { db } = await temporaryLibrary();
  const job = addJob(db, 1, { nowMs: noon + day, runAt: noon + day + minute });
  await mendSchedule(db, noon);
  expect(rowOf(db, job)).toMatchObject({ run_at: noon + minute, created_at: noon, finished_at: null });
});

test("two workers that both see the step move the schedule once", async () => {
  const { db } = await temporaryLibrary();
  const job = retriedAt(db, noon + day);
  await mendSchedule(db, noon, day);
  await mendSchedule(db, noon, day);
  expect(rowOf(db, job).run_at).toBe(noon + minute);
});

test("what was scheduled by a right clock stays as it is", async () => {
  const { db } = await temporaryLibrary();
  const tomorrow = addJob(db, 1, { nowMs: noon - day, runAt: noon + day });
  await mendSchedule(db, noon, day);
  expect(rowOf(db, tomorrow).run_at).toBe(noon + day);
});
