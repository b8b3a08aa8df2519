import { expect, test } from "vitest";
import { addJob, attemptsOf, drain, rowOf, startWorker, until } from "../../helpers/jobs.ts";
import { temporaryLibrary } from "../../helpers/library.ts";
import { startChild } from "./children.ts";
import { addWork, effectsIn, runsOf, untilAllDone, workLibrary } from "./work.ts";

const longMs = 120_000;

test(
  "a stopping worker hands its job back, and the attempt is not counted",
  { timeout: longMs },
  async () => {
    const { db } = await temporaryLibrary({ busyTimeoutMs: 5 });
    const job = addJob(db, 1);
    let begun = false;
    const worker = startWorker(
      db,
      ({ signal }) => {
        begun = true;
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      },
      { stopGraceMs: 50 },
    );
    await until(() => begun);
    worker.stop();
    expect(await worker.done).toMatchObject({ returned: 1, done: 0, remaining: { ready: 1, running: 0 } });
    expect(rowOf(db, job)).toMatchObject({ state: "ready", attempts: 0, crashes: 0, worker: null });
    expect(attemptsOf(db, job).map(({ outcome }) => outcome)).toEqual(["returned"]);
    expect(db.$client.prepare("SELECT count(*) FROM workers").pluck().get()).toBe(0);

    await drain(db, () => Promise.resolve({ outcome: "done" }));
    expect(rowOf(db, job)).toMatchObject({ state: "done", attempts: 1 });
  },
);

test(
  "a job that does not heed the stop is handed back too, and what it still saves is refused",
  { timeout: longMs },
  async () => {
    const { db } = await temporaryLibrary({ busyTimeoutMs: 5 });
    const job = addJob(db, 1);
    let goOn: (() => void) | undefined;
    let refusal: Promise<unknown> | undefined;
    const worker = startWorker(
      db,
      async ({ save }) => {
        await new Promise<void>((resolve) => (goOn = resolve));
        refusal = save(() => db.$client.exec("DELETE FROM jobs"));
        await refusal;
        return { outcome: "done", save: () => db.$client.exec("DELETE FROM jobs") };
      },
      { stopGraceMs: 50 },
    );
    await until(() => goOn !== undefined);
    worker.stop();
    expect(await worker.done).toMatchObject({ returned: 1 });
    goOn!();
    await until(() => refusal !== undefined);
    await expect(refusal).rejects.toThrow("is no longer run by this worker; nothing was saved");
    expect(rowOf(db, job)).toMatchObject({ state: "ready", attempts: 0 });
  },
);

test("a worker asked to stop lets its job finish, and takes no other", { timeout: longMs }, async () => {
  const { db, path } = await workLibrary();
  const worker = await startChild("worker", path);
  const [first, second] = addWork(db, [
    { workMs: 500, queue: "serial" },
    { workMs: 0, queue: "serial" },
  ]) as [number, number];
  await until(() => runsOf(db, first).length === 1, 60_000);
  await worker.stop();
  expect(effectsIn(db)).toEqual([first]);
  expect(rowOf(db, { id: second })).toMatchObject({ state: "ready", attempts: 0 });

  const next = await startChild("worker", path);
  await untilAllDone(db);
  await next.stop();
  expect(effectsIn(db)).toEqual([first, second]);
});
