import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import {
  claim,
  hasReady,
  isOwned,
  nextRunAt,
  peek,
  promoteDue,
  type ClaimedJob,
} from "../../src/jobs/worker/claim.ts";
import { enqueue } from "../../src/jobs/queue/queue.ts";
import type { QueueName } from "../../src/jobs/queue/queues.ts";
import { settleAttempt } from "../../src/jobs/worker/settle.ts";
import { addJob, rowOf, statesOf } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

function take(db: Db, queue: QueueName = "default", worker = "w"): ClaimedJob | undefined {
  return claim(db, queue, { worker, nowMs: 1_000, evenCrashed: false });
}

test("jobs are taken by priority, then in the order in which they came", async () => {
  const { db } = await temporaryLibrary();
  for (const [albumId, priority] of [
    [1, 5],
    [2, 0],
    [3, 5],
    [4, -1],
  ] as const) {
    enqueue(db, { kind: "import-album-releases", payload: { albumId }, priority }, 0);
  }
  expect([take(db), take(db), take(db), take(db)].map((job) => job?.id)).toEqual([4, 2, 1, 3]);
  expect(take(db)).toBeUndefined();
});

test("a claim counts the attempt and says who runs the job", async () => {
  const { db } = await temporaryLibrary();
  addJob(db, 7);
  expect(take(db, "default", "me")).toEqual({
    id: 1,
    queue: "default",
    kind: "import-album-releases",
    payload: '{"albumId":7}',
    attempt: 1,
    maxAttempts: 12,
    crashes: 0,
    worker: "me",
  });
  expect(rowOf(db, { id: 1 })).toMatchObject({
    state: "running",
    attempts: 1,
    worker: "me",
    started_at: 1_000,
  });
});

test("a serial queue runs one job at a time, whoever asks", async () => {
  const { db } = await temporaryLibrary();
  addJob(db, 1, { queue: "serial" });
  addJob(db, 2, { queue: "serial" });
  const first = take(db, "serial", "a")!;
  expect(peek(db, "serial")).toBeUndefined();
  expect(take(db, "serial", "b")).toBeUndefined();
  expect(hasReady(db, "serial")).toBe(true);
  settleAttempt(db, first, { outcome: "done" }, 0);
  expect(take(db, "serial", "b")?.id).toBe(2);
});

test("a queue of concurrency above one does not wait for its running jobs", async () => {
  const { db } = await temporaryLibrary();
  addJob(db, 1);
  addJob(db, 2);
  expect([take(db)?.id, take(db)?.id]).toEqual([1, 2]);
});

test("a job that has crashed a worker is taken only by one who asks for such jobs", async () => {
  const { db } = await temporaryLibrary();
  addJob(db, 1);
  db.$client.exec("UPDATE jobs SET crashes = 1");
  expect(take(db)).toBeUndefined();
  expect(claim(db, "default", { worker: "w", nowMs: 0, evenCrashed: true })?.crashes).toBe(1);
});

test("only the worker and the attempt that run a job own it", async () => {
  const { db } = await temporaryLibrary();
  addJob(db, 1);
  const job = take(db)!;
  expect(isOwned(db, job)).toBe(true);
  expect(isOwned(db, { ...job, worker: "other" })).toBe(false);
  expect(isOwned(db, { ...job, attempt: 2 })).toBe(false);
  settleAttempt(db, job, { outcome: "done" }, 0);
  expect(isOwned(db, job)).toBe(false);
});

test("scheduled jobs become ready when their time has come, and not before", async () => {
  const { db } = await temporaryLibrary();
  addJob(db, 1, { nowMs: 0, runAt: 500 });
  addJob(db, 2, { nowMs: 0, runAt: 300 });
  expect(nextRunAt(db)).toBe(300);
  expect(take(db)).toBeUndefined();
  promoteDue(db, 499);
  expect(statesOf(db)).toEqual(["scheduled", "ready"]);
  promoteDue(db, 500);
  expect(statesOf(db)).toEqual(["ready", "ready"]);
  expect(nextRunAt(db)).toBeUndefined();
});

test("rows of a queue that this program does not know disturb nobody", async () => {
  const { db } = await temporaryLibrary();
  addJob(db, 1);
  db.$client.exec("UPDATE jobs SET queue = 'of the future; ''--'");
  addJob(db, 2);
  expect(take(db)?.id).toBe(2);
  expect(take(db)).toBeUndefined();
  expect(take(db, "serial")).toBeUndefined();
});

test("a claim finds its job in the index jobs_ready, without sorting", async () => {
  const { db } = await temporaryLibrary();
  const statements: string[] = [];
  const prepare = db.$client.prepare.bind(db.$client);
  db.$client.prepare = ((source: string) => {
    statements.push(source);
    return prepare(source);
  }) as typeof db.$client.prepare;
  for (const queue of ["default", "serial"] as const) {
    take(db, queue);
    peek(db, queue);
  }
  expect(statements).toHaveLength(4);
  for (const source of statements) {
    const bound = source.replaceAll("?", "NULL");
    const plan = prepare(`EXPLAIN QUERY PLAN ${bound}`).all() as { detail: string }[];
    const details = plan.map((row) => row.detail).join("\n");
    expect(details).toMatch(/SEARCH jobs USING (COVERING )?INDEX jobs_ready \(queue=\?\)/);
    expect(details).not.toMatch(/SCAN|TEMP B-TREE/);
  }
});
