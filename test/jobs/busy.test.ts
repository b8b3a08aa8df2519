import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { createEvents } from "../../src/events.ts";
import { addJob, rowOf, startWorker, statesOf, until } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

/** The longest time for which the event loop stood still while `ms` passed. */
async function longestStall(ms: number): Promise<number> {
  const startedAt = performance.now();
  let longest = 0;
  for (let then = startedAt, at = then; at - startedAt < ms; then = at) {
    await sleep(1);
    at = performance.now();
    longest = Math.max(longest, at - then);
  }
  return longest;
}

test("while another holds the write lock a worker waits without standing still or spinning", async () => {
  const { db, path } = await temporaryLibrary({ busyTimeoutMs: 5 });
  const other = await openLibrary(path);
  onTestFinished(() => closeLibrary(other));
  let mayEnd = false;
  const worker = startWorker(db, async () => {
    while (!mayEnd) await sleep(2);
    return { outcome: "done" };
  });
  addJob(db, 1);
  await until(() => statesOf(db)[0] === "running");
  addJob(db, 2, { queue: "serial" });

  other.$client.exec("BEGIN IMMEDIATE");
  mayEnd = true; // its ending cannot be written now, nor the next job be claimed
  const before = process.cpuUsage();
  const stallMs = await longestStall(2_000);
  const { user } = process.cpuUsage(before);
  expect(statesOf(db)).not.toContain("done");
  other.$client.exec("ROLLBACK");

  expect(stallMs).toBeLessThan(1_000); // SQLite's own waiting would be one stall of 2 s
  expect(user / 1_000).toBeLessThan(1_500);
  await until(() => statesOf(db).every((state) => state === "done"));
  worker.stop();
  expect(await worker.done).toMatchObject({ done: 2, lost: 0 });
});

test("a lock that is held for a minute ends no worker, and costs no job a try", async () => {
  const { db, path } = await temporaryLibrary({ busyTimeoutMs: 5 });
  const other = await openLibrary(path);
  onTestFinished(() => closeLibrary(other));
  let aheadMs = 0;
  const realNow = performance.now.bind(performance);
  const clock = vi.spyOn(performance, "now").mockImplementation(() => realNow() + aheadMs);
  onTestFinished(() => clock.mockRestore());
  const events = createEvents();
  let times = 0;
  events.on("library-locked", () => times++);
  let mayEnd = false;
  const task = async () => {
    while (!mayEnd) await sleep(2);
    return { outcome: "done" as const };
  };
  const worker = startWorker(db, task, { events });
  const job = addJob(db, 1);
  await until(() => statesOf(db)[0] === "running");

  other.$client.exec("BEGIN IMMEDIATE");
  mayEnd = true;
  for (const told of [1, 2]) {
    await sleep(50); // a try, which begins the wait
    aheadMs += 31_000;
    await until(() => times >= told);
  }
  other.$client.exec("ROLLBACK");
  await until(() => statesOf(db)[0] === "done");
  worker.stop();
  expect(await worker.done).toMatchObject({ done: 1, lost: 0 });
  expect(rowOf(db, job)).toMatchObject({ attempts: 1, crashes: 0 });
});
