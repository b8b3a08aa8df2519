import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { closeLibrary, openLibrary } from "../../src/db/open.ts";
import { addJob, startWorker, statesOf, until } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

test("while another holds the write lock a worker waits, and its jobs go on", async () => {
  const { db, path } = await temporaryLibrary({ busyTimeoutMs: 5 });
  const other = await openLibrary(path);
  onTestFinished(() => closeLibrary(other));
  let ticks = 0;
  const worker = startWorker(db, async () => {
    for (let tick = 0; tick < 50; tick++) {
      await sleep(2);
      ticks++;
    }
    return { outcome: "done" };
  });
  addJob(db, 1);
  await until(() => ticks > 0);
  addJob(db, 2);
  await until(() => statesOf(db)[1] === "running");

  other.$client.exec("BEGIN IMMEDIATE");
  const before = ticks;
  const [lockedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  let longestGapMs = 0;
  for (let at = lockedAt, then = at; at - lockedAt < 2_000; then = at) {
    await sleep(1);
    at = performance.now();
    longestGapMs = Math.max(longestGapMs, at - then);
  }
  const { user } = process.cpuUsage(cpuBefore);
  expect(statesOf(db)).toEqual(["running", "running"]);
  other.$client.exec("ROLLBACK");

  expect(ticks).toBeGreaterThan(before);
  expect(longestGapMs).toBeLessThan(1_000); // SQLite's own waiting would be one gap of 2 s
  expect(user / 1_000).toBeLessThan(1_500); // nor does it spin
  await until(() => statesOf(db).every((state) => state === "done"));
  worker.stop();
  expect(await worker.done).toMatchObject({ done: 2, lost: 0 });
});
