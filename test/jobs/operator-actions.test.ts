import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import type { JobState } from "../../src/db/job-states.ts";
import { enqueue, enqueueMany, stateOfLast } from "../../src/jobs/queue/queue.ts";
import { cancelJob, pruneJobs, retryJob, retryJobs } from "../../src/jobs/operators/operator-actions.ts";
import { addJob, rowOf, statesOf } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

function jobIn(
  db: Db,
  state: JobState,
  more: { uniqueKey?: string; finishedAt?: number } = {},
): { id: number } {
  const { finishedAt = 1_000, ...rest } = more;
  const { id } = addJob(db, 1, { nowMs: 0, ...rest });
  db.$client
    .prepare("UPDATE jobs SET state = ?, attempts = 12, crashes = 3, finished_at = ? WHERE id = ?")
    .run(state, ["done", "failed", "cancelled"].includes(state) ? finishedAt : null, id);
  return { id };
}

test.each(["failed", "cancelled", "scheduled"] as const)(
  "a %s job can be retried, as if it were new",
  async (state) => {
    const { db } = await temporaryLibrary();
    const { id } = jobIn(db, state);
    expect(retryJob(db, id, 9_000)).toEqual({ outcome: "ready" });
    expect(rowOf(db, { id })).toMatchObject({ state: "ready", attempts: 0, crashes: 0, run_at: 9_000 });
  },
);

test.each(["ready", "running", "done"] as const)("a %s job need not be retried", async (state) => {
  const { db } = await temporaryLibrary();
  const { id } = jobIn(db, state);
  expect(retryJob(db, id, 9_000)).toEqual({ outcome: "refused", state });
  expect(rowOf(db, { id })).toMatchObject({ state, attempts: 12 });
});

test("a job is not retried while another does the same work", async () => {
  const { db } = await temporaryLibrary();
  const failed = jobIn(db, "failed", { uniqueKey: "album-1" });
  const twin = addJob(db, 1, { uniqueKey: "album-1" });
  expect(retryJob(db, failed.id, 9_000)).toEqual({ outcome: "twin", id: twin.id });
  cancelJob(db, twin.id, 9_000);
  expect(retryJob(db, failed.id, 9_000)).toEqual({ outcome: "ready" });
});

test.each(["ready", "scheduled"] as const)("a %s job is cancelled at once", async (state) => {
  const { db } = await temporaryLibrary();
  const { id } = jobIn(db, state);
  expect(cancelJob(db, id, 9_000)).toEqual({ outcome: "cancelled" });
  expect(rowOf(db, { id })).toMatchObject({ state: "cancelled", finished_at: 9_000 });
});

test("a running job is asked to end", async () => {
  const { db } = await temporaryLibrary();
  const { id } = jobIn(db, "running");
  expect(cancelJob(db, id, 9_000)).toEqual({ outcome: "asked" });
  expect(rowOf(db, { id })).toMatchObject({ state: "running", cancel_asked: 1 });
});

test.each(["done", "failed", "cancelled"] as const)("a %s job cannot be cancelled", async (state) => {
  const { db } = await temporaryLibrary();
  const { id } = jobIn(db, state);
  expect(cancelJob(db, id, 9_000)).toEqual({ outcome: "refused", state });
  expect(rowOf(db, { id }).finished_at).toBe(1_000);
});

test("a job that is not there is missing", async () => {
  const { db } = await temporaryLibrary();
  expect([retryJob(db, 7, 0), cancelJob(db, 7, 0)]).toEqual([{ outcome: "missing" }, { outcome: "missing" }]);
});

test("old jobs that are done or cancelled are pruned, and nothing else is", async () => {
  const { db } = await temporaryLibrary();
  const states = ["scheduled", "ready", "running", "done", "failed", "cancelled"] as const;
  for (const finishedAt of [1_000, 8_000]) for (const state of states) jobIn(db, state, { finishedAt });
  db.$client.exec(
    "INSERT INTO job_attempts (job_id, attempt, started_at, ended_at, outcome, error) VALUES (6, 1, 0, 0, 'cancelled', 'why')",
  );

  expect(await pruneJobs(db, { olderThanMs: 5_000, nowMs: 10_000 })).toBe(2);
  expect(statesOf(db)).toEqual(["scheduled", "ready", "running", "failed", ...states]);
  expect(db.$client.prepare("SELECT count(*) FROM job_attempts").pluck().get()).toBe(0);

  expect(await pruneJobs(db, { olderThanMs: 5_000, nowMs: 10_000, failed: true })).toBe(1);
  expect(statesOf(db)).toEqual(["scheduled", "ready", "running", ...states]);
});

test("pruning thousands of jobs lets others have their turn", async () => {
  const { db } = await temporaryLibrary();
  const many = Array.from(
    { length: 4_500 },
    () => ({ kind: "import-album-releases", payload: { albumId: 1 } }) as const,
  );
  enqueueMany(db, many, 0);
  db.$client.exec("UPDATE jobs SET state = 'done', finished_at = 0 WHERE id % 3 = 0");
  let turns = 0;
  const count = (): void => {
    turns++;
    ticker = setImmediate(count);
  };
  let ticker = setImmediate(count);
  expect(await pruneJobs(db, { olderThanMs: 0, nowMs: 1 })).toBe(1_500);
  clearImmediate(ticker);
  expect(turns).toBeGreaterThan(3);
  expect(statesOf(db)).toHaveLength(3_000);
});

test("all that a state, a kind and an error name are tried again in one statement, one for each unique key", async () => {
  const { db } = await temporaryLibrary();
  const insert = db.$client.prepare(
    `INSERT INTO jobs (queue, kind, payload, state, run_at, created_at, crashes, unique_key, last_error)
     VALUES ('default', ?, '{}', ?, 0, 0, 9, ?, ?)`,
  );
  const add = (kind: string, state: string, key: string | null, error: string) =>
    Number(insert.run(kind, state, key, error).lastInsertRowid);
  const live = add("a", "ready", "k1", "");
  const twinOfLive = add("a", "failed", "k1", "HTTP 503 (try 12)");
  const pair = [add("a", "failed", "k2", "HTTP 503 (try 12)"), add("a", "failed", "k2", "HTTP 503 (try 3)")];
  const keyless = [add("a", "failed", null, "HTTP 503"), add("a", "failed", null, "HTTP 503")];
  const others = [
    add("b", "failed", null, "HTTP 503"),
    add("a", "failed", null, "HTTP 500"),
    add("a", "cancelled", null, "HTTP 503"),
  ];
  const retried = retryJobs(db, { state: "failed", kind: "a", error: "HTTP 503" }, 7).map(({ id }) => id);
  expect(retried).toEqual([pair[0], ...keyless]);
  expect(rowOf(db, { id: pair[0]! })).toMatchObject({ state: "ready", crashes: 0, run_at: 7 });
  for (const id of [twinOfLive, pair[1]!, ...others]) expect(rowOf(db, { id }).state).not.toBe("ready");
  expect(rowOf(db, { id: live }).crashes).toBe(9);
  expect(retryJobs(db, { state: "failed" }, 8)).toHaveLength(2);
  expect(retryJobs(db, { state: "cancelled", error: "503" }, 8)).toHaveLength(1);
});

test("the state of the last job of a key is told by id, whether it waits or has ended", async () => {
  const { db } = await temporaryLibrary();
  const job = { kind: "import-album-releases", payload: { albumId: 1 }, uniqueKey: "k" } as const;
  const end = (id: number, state: string) =>
    db.$client.prepare("UPDATE jobs SET state = ?, finished_at = 2 WHERE id = ?").run(state, id);
  expect(stateOfLast(db, "k")).toBeUndefined();
  const first = enqueue(db, job, 1);
  expect(stateOfLast(db, "k")).toBe("ready");
  end(first.id, "failed");
  end(enqueue(db, job, 2).id, "done");
  expect(stateOfLast(db, "k")).toBe("done");
  retryJob(db, first.id, 3);
  expect(stateOfLast(db, "k")).toBe("done");
});
