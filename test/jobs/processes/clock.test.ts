import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { closeLibrary, openLibrary } from "../../../src/db/opening/open.ts";
import type { Db } from "../../../src/db/connection.ts";
import { UnavailableError } from "../../../src/errors.ts";
import { addJob, rowOf, startWorker, until, type AlbumTask } from "../../helpers/jobs.ts";
import { temporaryLibrary } from "../../helpers/library.ts";

const longMs = 120_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const unavailable = new UnavailableError("musicbrainz", "HTTP 503", { retryAfterMs: 2_500 });

/** A wall clock that somebody may set. */
let setByMs = 0;
const now = (): number => Date.now() + setByMs;

/** Two workers on one library, which record the jobs that they do; and a way to see that they have. */
async function startTwo(work: (albumId: number, attempt: number) => Promise<void>) {
  setByMs = 0;
  const { db, path } = await temporaryLibrary({ busyTimeoutMs: 5 });
  const other = await openLibrary(path, { busyTimeoutMs: 5 });
  onTestFinished(() => closeLibrary(other));
  const done: number[] = [];
  const task: AlbumTask = async ({ payload, attempt }) => {
    await work(payload.albumId, attempt);
    return { outcome: "done", save: () => void done.push(payload.albumId) };
  };
  const workers = [db, other].map((each: Db) => startWorker(each, task, { now, random: () => 0 }));
  const stop = async (): Promise<void> => {
    workers.forEach((worker) => worker.stop());
    const summaries = await Promise.all(workers.map((worker) => worker.done));
    expect(summaries.map(({ lost }) => lost)).toEqual([0, 0]);
  };
  return { db, done, stop };
}

test(
  "with the clock set forward a day nothing runs twice, and what is due by it runs",
  { timeout: longMs },
  async () => {
    const begun: number[] = [];
    const { db, done, stop } = await startTwo(async (albumId) => {
      begun.push(albumId);
      if (albumId === 1) await sleep(2_000); // meanwhile others look whether its worker lives
    });
    const long = addJob(db, 1, { nowMs: now() });
    addJob(db, 2, { nowMs: now(), runAt: now() + hourMs });
    const later = addJob(db, 3, { nowMs: now(), runAt: now() + 2 * dayMs });
    await until(() => begun.includes(1));
    setByMs = dayMs;
    await until(() => done.includes(2));
    addJob(db, 4, { nowMs: now() });
    await until(() => done.includes(1) && done.includes(4));
    await stop();
    expect(done.sort()).toEqual([1, 2, 4]);
    expect(begun.sort()).toEqual([1, 2, 4]);
    expect(rowOf(db, long)).toMatchObject({ attempts: 1, crashes: 0 });
    expect(rowOf(db, later).state).toBe("scheduled");
  },
);

test(
  "with the clock set back a day nothing runs twice, and what was to come soon still does",
  { timeout: longMs },
  async () => {
    const begun: number[] = [];
    const { db, done, stop } = await startTwo(async (albumId, attempt) => {
      begun.push(albumId);
      if (albumId === 1) await sleep(2_000);
      if (albumId === 2 && attempt === 1) throw unavailable;
    });
    const long = addJob(db, 1, { nowMs: now() });
    const retried = addJob(db, 2, { nowMs: now() });
    addJob(db, 3, { nowMs: now(), runAt: now() + 3_000 });
    const tomorrow = addJob(db, 4, { nowMs: now() - 2 * dayMs, runAt: now() + hourMs });
    await until(() => begun.includes(1) && rowOf(db, retried).state === "scheduled");
    setByMs = -dayMs;
    addJob(db, 5, { nowMs: now() });
    await until(() => [1, 2, 3, 5].every((albumId) => done.includes(albumId)), 60_000);
    await stop();
    expect(done.sort()).toEqual([1, 2, 3, 5]);
    expect(begun.sort()).toEqual([1, 2, 2, 3, 5]);
    expect(rowOf(db, long)).toMatchObject({ attempts: 1, crashes: 0 });
    expect(rowOf(db, retried)).toMatchObject({ attempts: 2, crashes: 0 });
    expect(rowOf(db, tomorrow).state).toBe("scheduled"); // planned long before the clock was ever wrong
  },
);
