import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { rowOf, until } from "../../helpers/jobs.ts";
import { clockMs, startChild } from "./children.ts";
import { addWork, effectsIn, overlapsAmong, runsIn, runsOf, untilAllDone, workLibrary } from "./work.ts";

const longMs = 240_000;

test(
  "two workers on one library do each job once, and never two jobs of the serial queue at a time",
  { timeout: longMs },
  async () => {
    const { db, path } = await workLibrary();
    const workers = await Promise.all([startChild("worker", path), startChild("worker", path)]);
    const ids = addWork(
      db,
      Array.from({ length: 200 }, (_, n) =>
        n % 5 === 0 ? { workMs: 5, queue: "serial" as const } : { workMs: 20 },
      ),
    );
    await untilAllDone(db);
    await Promise.all(workers.map((worker) => worker.stop())); // SQLITE_BUSY would show here

    const runs = runsIn(db);
    expect(effectsIn(db)).toEqual(ids);
    expect(runs.map(({ jobId }) => jobId).sort((a, b) => a - b)).toEqual(ids);
    expect(new Set(runs.map(({ pid }) => pid))).toEqual(new Set(workers.map(({ pid }) => pid)));
    const isSerial = (jobId: number): boolean => rowOf(db, { id: jobId }).queue === "serial";
    const serial = runs.filter(({ jobId }) => isSerial(jobId));
    expect(serial).toHaveLength(40);
    expect(overlapsAmong(serial)).toEqual([]);
    expect(overlapsAmong(runs).length).toBeGreaterThan(0); // the other queue's do
  },
);

test(
  "the job of a worker that is stopped (Ctrl-Z) waits for it, while others work",
  { timeout: longMs },
  async () => {
    const { db, path } = await workLibrary();
    const stopped = await startChild("worker", path);
    const [held] = addWork(db, [{ workMs: 1_000, queue: "serial" }]) as [number];
    await until(() => runsOf(db, held).length === 1, 60_000);
    await sleep(100); // past its commit, so that it does not hold the write lock for so long
    stopped.signal("SIGSTOP");

    const other = await startChild("worker", path);
    const [waiting] = addWork(db, [{ workMs: 0, queue: "serial" }]) as [number];
    const free = addWork(
      db,
      Array.from({ length: 20 }, () => ({ workMs: 5 })),
    );
    await until(() => effectsIn(db).length === free.length, 60_000);
    await sleep(3_000);
    expect(rowOf(db, { id: held })).toMatchObject({ state: "running", attempts: 1, crashes: 0 });
    expect(rowOf(db, { id: waiting }).state).toBe("ready");
    expect(effectsIn(db)).toEqual(free);

    stopped.signal("SIGCONT");
    await untilAllDone(db);
    await Promise.all([stopped.stop(), other.stop()]);
    expect(effectsIn(db)).toEqual([held, waiting, ...free]);
    expect(runsOf(db, held).map(({ pid, attempt }) => [pid, attempt])).toEqual([[stopped.pid, 1]]);
    expect(overlapsAmong([...runsOf(db, held), ...runsOf(db, waiting)])).toEqual([]);
  },
);

test("a job queued by one process wakes an idle worker in another", { timeout: longMs }, async () => {
  const { db, path } = await workLibrary();
  const worker = await startChild("worker", path);
  const waitsMs: number[] = [];
  for (let sample = 0; sample < 10; sample++) {
    const [warmUp] = addWork(db, [{ workMs: 0 }]) as [number];
    await until(() => effectsIn(db).includes(warmUp));
    await sleep(300); // it sleeps now, and its next poll is some 700 ms away
    const at = clockMs();
    const [id] = addWork(db, [{ workMs: 0 }]) as [number];
    await until(() => effectsIn(db).includes(id));
    waitsMs.push(runsOf(db, id)[0]!.startedAt - at);
  }
  await worker.stop();
  expect(Math.min(...waitsMs)).toBeLessThan(350);
});
