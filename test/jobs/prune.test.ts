import { statSync } from "node:fs";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { createPruner } from "../../src/jobs/maintenance/prune.ts";
import { createLogShrinker } from "../../src/jobs/maintenance/shrink-log.ts";
import { createRunPruner } from "../../src/library/write/memory/prune-runs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const insertJob = (db: Db, state: string, finishedAt: number): void =>
  void db.$client
    .prepare(
      "INSERT INTO jobs (queue, kind, payload, state, run_at, created_at, finished_at) VALUES ('default','x','{}',?,0,0,?)",
    )
    .run(state, finishedAt);
const ids = (db: Db): unknown[] => db.$client.prepare("SELECT id FROM jobs ORDER BY id").pluck().all();

test("old ones and those beyond the newest go; failed and live ones never", async () => {
  const { db } = await temporaryLibrary();
  const states = ["done", "failed", "cancelled", "ready", "scheduled", "running"];
  for (const finishedAt of [100, 900]) for (const state of states) insertJob(db, state, finishedAt); // 1 to 12
  insertJob(db, "done", 900);
  const prune = createPruner(db, { jobsMs: 500, jobs: 2 }, { now: () => 1_000, monotonicNow: () => 1 });
  prune(); // looks, and takes the first batch
  expect(ids(db)).toEqual([2, 4, 5, 6, 8, 9, 10, 11, 12, 13]); // 1, 3 are old; 7 is beyond the newest two
  prune();
  insertJob(db, "done", 100);
  prune(); // the round is over, and the next is not due
  expect(ids(db)).toHaveLength(11);
});

test("at most a thousand jobs go in a transaction", async () => {
  const { db } = await temporaryLibrary();
  db.$client.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
    INSERT INTO jobs (queue, kind, payload, state, run_at, created_at, finished_at)
    SELECT 'default', 'x', '{}', 'done', 0, 0, 1 FROM n`);
  const prune = createPruner(db, { jobsMs: 10, jobs: 9_999 }, { now: () => 1_000, monotonicNow: () => 1 });
  const left: number[] = [];
  for (let step = 0; step < 4; step++) {
    prune();
    left.push(ids(db).length);
  }
  expect(left).toEqual([1_500, 500, 0, 0]);
});

test("of old answers only those go on which nothing rests", async () => {
  const { db } = await temporaryLibrary();
  const insert = db.$client.prepare(
    `INSERT INTO provider_runs (importer, item_type, item_id, provider, outcome, started_at, finished_at)
     VALUES ('album', 'album', ?, 'musicbrainz', ?, 0, ?)`,
  );
  const outcomes = ["found", "queued", "absent", "ambiguous", "unavailable", "rejected", "failed"];
  for (const finishedAt of [100, 900])
    for (const outcome of outcomes) insert.run(finishedAt, outcome, finishedAt);
  createRunPruner(db, 500, { now: () => 1_000, monotonicNow: () => 1 })();
  const left = db.$client.prepare("SELECT outcome FROM provider_runs ORDER BY id").pluck().all();
  expect(left).toEqual(["found", "queued", ...outcomes]);
});

test("the log is cut once a long reader has gone, and not before", async () => {
  const { db, path } = await temporaryLibrary({ busyTimeoutMs: 5 });
  const reader = new Database(path, { readonly: true });
  const view = reader.prepare("SELECT 1 FROM sqlite_master").iterate();
  view.next();
  const write = db.$client.prepare(
    "INSERT INTO jobs (queue, kind, payload, run_at, created_at) VALUES ('q','k', json_quote(hex(zeroblob(100000))), 0, 0)",
  );
  for (let row = 0; row < 100; row++) write.run();
  const logBytes = (): number => statSync(`${path}-wal`).size;
  expect(logBytes()).toBeGreaterThan(16 * 1024 ** 2);
  let ms = 10_000;
  const shrink = createLogShrinker(db, () => (ms += 10_000));
  shrink();
  expect(logBytes()).toBeGreaterThan(16 * 1024 ** 2);
  view.return?.();
  reader.close();
  shrink();
  expect(logBytes()).toBe(0);
});
