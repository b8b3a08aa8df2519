import type { Db } from "../../../src/db/connection.ts";
import type { QueueName } from "../../../src/jobs/queue/queues.ts";
import { addJob, statesOf, until } from "../../helpers/jobs.ts";
import { temporaryLibrary } from "../../helpers/library.ts";
import { killedAt } from "./children.ts";

/** One run of a job, as its process recorded it. `endedAt` commits together with `done`. */
export interface Run {
  jobId: number;
  attempt: number;
  pid: number;
  startedAt: number;
  endedAt: number | null;
}

/** A library with the side tables that `test/fixtures/jobs/worker.ts` keeps. */
export async function workLibrary(): Promise<{ db: Db; path: string }> {
  const library = await temporaryLibrary();
  library.db.$client.exec(`
    CREATE TABLE test_work (album_id INTEGER PRIMARY KEY, work_ms INTEGER, save_ms INTEGER, is_deadly INTEGER);
    CREATE TABLE test_runs (id INTEGER PRIMARY KEY, job_id INTEGER, attempt INTEGER, pid INTEGER,
                            started_at REAL, ended_at REAL);
    CREATE TABLE test_effects (job_id INTEGER);`);
  return library;
}

export interface Work {
  workMs: number;
  /** How long its last transaction takes. */
  saveMs?: number;
  /** Its task takes the whole process down. */
  isDeadly?: boolean;
  queue?: QueueName;
}

/** Queues jobs for worker processes, all in one transaction; returns their ids. */
export function addWork(db: Db, all: readonly Work[]): number[] {
  const insert = db.$client.prepare("INSERT INTO test_work (work_ms, save_ms, is_deadly) VALUES (?, ?, ?)");
  const add = ({ workMs, saveMs, isDeadly, queue }: Work): number => {
    const { lastInsertRowid } = insert.run(workMs, saveMs ?? 0, isDeadly ? 1 : 0);
    return addJob(db, Number(lastInsertRowid), { maxAttempts: 1_000, ...(queue && { queue }) }).id;
  };
  return db.$client.transaction(() => all.map(add)).immediate();
}

export function runsIn(db: Db): Run[] {
  return db.$client
    .prepare<[], Run>(
      `SELECT job_id AS jobId, attempt, pid, started_at AS startedAt, ended_at AS endedAt
       FROM test_runs ORDER BY started_at`,
    )
    .all();
}

export function runsOf(db: Db, jobId: number): Run[] {
  return runsIn(db).filter((run) => run.jobId === jobId);
}

/** Ids of the jobs whose effects are there, each as often as they are. */
export function effectsIn(db: Db): number[] {
  return db.$client.prepare("SELECT job_id FROM test_effects ORDER BY job_id").pluck().all() as number[];
}

export function untilAllDone(db: Db, timeoutMs = 60_000): Promise<void> {
  return until(() => statesOf(db).every((state) => state === "done"), timeoutMs);
}

/**
 * Runs that went on while an earlier one did. One without an end went on until its process was killed; if
 * that lives, for ever.
 */
export function overlapsAmong(runs: readonly Run[]): Run[] {
  let busyUntil = -Infinity;
  return [...runs]
    .sort((a, b) => a.startedAt - b.startedAt)
    .filter((run) => {
      const isOverlap = run.startedAt < busyUntil;
      busyUntil = Math.max(busyUntil, run.endedAt ?? killedAt.get(run.pid) ?? Infinity);
      return isOverlap;
    });
}
