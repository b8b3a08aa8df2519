import type { Db } from "../../db/connection.ts";
import { statement, type Prepared } from "../../db/statement.ts";
import { exitCodes, UserError } from "../../errors.ts";
import { enqueue, type NewJob } from "../../jobs/queue/queue.ts";

/** The jobs behind what is removed, merged or undone: those at work are in the way, those that wait are cancelled. */

interface QueuedJob {
  id: number;
  kind: string;
}

const ofAlbum = "payload ->> 'albumId' = ?";
const ofRun = "entry_id IN (SELECT id FROM ledger_entries WHERE root_id = ?)";
const live = {
  scans: "once for a removal, a merge or an undo; few jobs are live, and an index would cost every job",
  sorts: "the jobs of one command that are at work",
};

const selectRunning = (which: string): Prepared<[of: number], QueuedJob> =>
  statement(`SELECT id, kind FROM jobs WHERE state = 'running' AND ${which} ORDER BY id`, live);
const cancelWaiting = <Of extends number[]>(which: string): Prepared<[now: number, ...of: Of], QueuedJob> =>
  statement(
    `UPDATE jobs SET state = 'cancelled', finished_at = ? WHERE state IN ('ready','scheduled') AND ${which}
     RETURNING id, kind`,
    live,
  );

const runningOfAlbum = selectRunning(ofAlbum);
const runningOfRun = selectRunning(ofRun);
const cancelOfAlbum = cancelWaiting<[albumId: number]>(ofAlbum);
const cancelOfRun = cancelWaiting<[rootId: number]>(ofRun);
const cancelOfBoth = cancelWaiting<[rootId: number, albumId: number]>(`${ofRun} AND ${ofAlbum}`);

/** A job that is at work on an album and would not find it again under another id; the import of its releases does. */
export const findAtWork = (db: Db, albumId: number): QueuedJob | undefined =>
  runningOfAlbum(db)
    .all(albumId)
    .find(({ kind }) => kind !== "import-album-releases");

/** Cancels the jobs of an album that wait. @throws UserError while one is at work. */
export function cancelJobs(db: Db, albumId: number, now: number): QueuedJob[] {
  const running = runningOfAlbum(db).get(albumId);
  if (running) {
    throw new UserError(`job ${running.id} is at work on album ${albumId}`, {
      hint: `wait until it has ended, or: importer jobs cancel ${running.id}`,
      exitCode: exitCodes.failed,
    });
  }
  return cancelOfAlbum(db).all(now, albumId);
}

/**
 * The same work is queued for the album that this one is now. @returns the jobs that are cancelled.
 * @throws UserError while one is at work, unless somebody looked at that (`findAtWork`).
 */
export function moveJobs(db: Db, from: number, into: number, now: number, { looked = false } = {}): number[] {
  const cancelled = looked ? cancelOfAlbum(db).all(now, from) : cancelJobs(db, from, now);
  for (const { kind } of cancelled) {
    const job = { kind, payload: { albumId: into }, uniqueKey: `${kind}:${into}` } as NewJob;
    enqueue(db, job, now);
  }
  return cancelled.map(({ id }) => id);
}

/** The jobs of a command that are at work. */
export const listRunning = (db: Db, rootId: number): QueuedJob[] => runningOfRun(db).all(rootId);

/** Cancels the jobs of a command that wait; with an album, only that one's. */
export const cancelJobsOfRun = (db: Db, rootId: number, albumId: number | undefined, now: number): number[] =>
  (albumId === undefined ? cancelOfRun(db).all(now, rootId) : cancelOfBoth(db).all(now, rootId, albumId)).map(
    ({ id }) => id,
  );
