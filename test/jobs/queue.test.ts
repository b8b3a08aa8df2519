import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { transact } from "../../src/db/transact.ts";
import { claim } from "../../src/jobs/worker/claim.ts";
import { enqueue, enqueueMany, type NewJob } from "../../src/jobs/queue/queue.ts";
import { settleAttempt } from "../../src/jobs/worker/settle.ts";
import { rowOf, statesOf, type RawJob } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

function rowWith(db: Db, uniqueKey: string): RawJob {
  return db.$client.prepare("SELECT * FROM jobs WHERE unique_key = ?").get(uniqueKey) as RawJob;
}

const releases = (albumId: number, more: Partial<NewJob> = {}): NewJob =>
  ({ kind: "import-album-releases", payload: { albumId }, ...more }) as NewJob;

test("a new job is ready, in the queue of its kind", async () => {
  const { db } = await temporaryLibrary();
  const job = enqueue(db, releases(7), 1_000);
  expect(job).toEqual({
    id: 1,
    kind: "import-album-releases",
    queue: "default",
    state: "ready",
    created: true,
  });
  expect(rowOf(db, job)).toMatchObject({ payload: '{"albumId":7}', run_at: 1_000, created_at: 1_000 });
});

test("a job for later is scheduled", async () => {
  const { db } = await temporaryLibrary();
  expect(enqueue(db, releases(7, { runAt: 5_000 }), 1_000).state).toBe("scheduled");
  expect(enqueue(db, releases(7, { runAt: 900 }), 1_000).state).toBe("ready");
});

test("a payload that does not fit its kind is refused, and says where", async () => {
  const { db } = await temporaryLibrary();
  expect(() => enqueue(db, releases(0), 0)).toThrow(/"import-album-releases": albumId: /);
  expect(statesOf(db)).toEqual([]);
});

test("while a job with a key waits or runs, the same work is not queued twice", async () => {
  const { db } = await temporaryLibrary();
  const first = enqueue(db, releases(1, { uniqueKey: "album-1" }), 0);
  expect(enqueue(db, releases(1, { uniqueKey: "album-1" }), 0)).toEqual({ ...first, created: false });

  const running = claim(db, "default", { worker: "w", nowMs: 0, evenCrashed: false })!;
  const again = enqueue(db, releases(1, { uniqueKey: "album-1" }), 0);
  expect(again).toEqual({ ...first, state: "running", created: false });

  settleAttempt(db, running, { outcome: "done" }, 0);
  expect(enqueue(db, releases(1, { uniqueKey: "album-1" }), 0).created).toBe(true);
});

test("jobs without a key never exclude each other", async () => {
  const { db } = await temporaryLibrary();
  expect(enqueue(db, releases(1), 0).created).toBe(true);
  expect(enqueue(db, releases(1), 0).created).toBe(true);
});

test("a job commits with the rows that cause it, or not at all", async () => {
  const { db } = await temporaryLibrary();
  const failing = transact(db, () => {
    enqueue(db, releases(1), 0);
    enqueueMany(db, [releases(2), releases(3)], 0);
    throw new Error("the album could not be saved");
  });
  await expect(failing).rejects.toThrow("the album could not be saved");
  expect(statesOf(db)).toEqual([]);
  await transact(db, () => enqueue(db, releases(1), 0));
  expect(statesOf(db)).toEqual(["ready"]);
});

test("many jobs are queued at once, each key once", async () => {
  const { db } = await temporaryLibrary();
  enqueue(db, releases(1, { uniqueKey: "album-1" }), 0);
  const jobs = Array.from({ length: 2_500 }, (_, at) =>
    releases(at + 1, { uniqueKey: `album-${at + 1}`, priority: at % 3, ...(at % 2 && { runAt: 60_000 }) }),
  );
  expect(enqueueMany(db, [...jobs, ...jobs], 1_000)).toEqual({ created: 2_499 });
  const one = enqueue(db, releases(2_600, { priority: 1, runAt: 60_000 }), 1_000);
  const [bulk, single] = [rowWith(db, "album-2"), rowOf(db, one)];
  expect({ ...bulk, id: 0, payload: "", unique_key: null }).toEqual({ ...single, id: 0, payload: "" });
  expect(bulk).toMatchObject({ payload: '{"albumId":2}', unique_key: "album-2", state: "scheduled" });
});
