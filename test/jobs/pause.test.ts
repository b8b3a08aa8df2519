import { expect, test } from "vitest";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { pauseWorkers, resumeWorkers } from "../../src/jobs/operators/pause.ts";
import { createEvents } from "../../src/events.ts";
import type { Tasks } from "../../src/jobs/queue/task.ts";
import { createWorker } from "../../src/jobs/worker/worker.ts";
import { addJob, drain, startWorker, statesOf, until } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const done = () => Promise.resolve({ outcome: "done" as const });

test("once a pause is committed nothing is claimed, what runs ends, and a resume is heard at once", async () => {
  const { db, path } = await temporaryLibrary({ busyTimeoutMs: 5 });
  const other = await openLibrary(path);
  let finish = (): void => undefined;
  const worker = startWorker(db, async ({ payload }) => {
    if (payload.albumId === 1) await new Promise<void>((resolve) => (finish = resolve));
    return { outcome: "done" };
  });
  addJob(db, 1);
  await until(() => statesOf(db)[0] === "running");
  expect([pauseWorkers(other, 5), pauseWorkers(other, 6)]).toEqual([true, false]);
  addJob(other, 2);
  finish();
  await until(() => statesOf(db)[0] === "done");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(statesOf(db)).toEqual(["done", "ready"]);
  expect([resumeWorkers(other), resumeWorkers(other)]).toEqual([true, false]);
  await until(() => statesOf(db)[1] === "done");
  worker.stop();
  expect(await worker.done).toMatchObject({ done: 2, pausedAt: undefined });
  closeLibrary(other);
});

test("a paused drain leaves at once, and says since when", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs: 5 });
  addJob(db, 1);
  pauseWorkers(db, 7);
  expect(await drain(db, done)).toMatchObject({ done: 0, pausedAt: 7, remaining: { ready: 1 } });
});

test("a quiet worker claims nothing until it is told to go on, by signal or by word", async () => {
  const { db } = await temporaryLibrary({ busyTimeoutMs: 5 });
  const stop = new AbortController();
  const tasks = { "import-album-releases": done } as Partial<Tasks> as Tasks;
  const worker = createWorker({ db, tasks, events: createEvents(), signal: stop.signal });
  const ended = worker.run();
  const quietAt = () => db.$client.prepare("SELECT quiet_at FROM workers").pluck().get();
  await until(() => quietAt() === null);
  for (const [at, goOn] of [() => worker.beQuiet(false), () => resumeWorkers(db)].entries()) {
    worker.beQuiet(true);
    await until(() => quietAt() !== null);
    addJob(db, at + 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(statesOf(db)[at]).toBe("ready");
    goOn();
    await until(() => statesOf(db)[at] === "done");
  }
  stop.abort();
  await ended;
});
