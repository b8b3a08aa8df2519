import type { Db } from "../db/connection.ts";
import { statement } from "../db/statement.ts";
import { exitCodes, UserError } from "../errors.ts";
import { enqueue, type NewJob } from "../jobs/queue.ts";

const ofAlbum = "payload ->> 'albumId' = ?";
const live = { scans: "once for a removal or a merge; few jobs are live" };
const selectRunning = statement<[albumId: number], { id: number }>(
  `SELECT id FROM jobs WHERE state = 'running' AND ${ofAlbum}`,
  live,
);
const cancelWaiting = statement<[now: number, albumId: number], { id: number; kind: string }>(
  `UPDATE jobs SET state = 'cancelled', finished_at = ? WHERE state IN ('ready','scheduled') AND ${ofAlbum}
   RETURNING id, kind`,
  live,
);

/** Cancels the jobs of an album that wait. @throws UserError while one is at work. */
export function cancelJobs(db: Db, albumId: number, now: number): { id: number; kind: string }[] {
  const running = selectRunning(db).get(albumId);
  if (running) {
    throw new UserError(`job ${running.id} is at work on album ${albumId}`, {
      hint: `wait until it has ended, or: importer jobs cancel ${running.id}`,
      exitCode: exitCodes.failed,
    });
  }
  return cancelWaiting(db).all(now, albumId);
}

/** The same work is queued for the album that this one is now. @returns the jobs that are cancelled. */
export function moveJobs(db: Db, from: number, into: number, now: number): number[] {
  const cancelled = cancelJobs(db, from, now);
  for (const { kind } of cancelled) {
    const job = { kind, payload: { albumId: into }, uniqueKey: `${kind}:${into}` } as NewJob;
    enqueue(db, job, now);
  }
  return cancelled.map(({ id }) => id);
}
