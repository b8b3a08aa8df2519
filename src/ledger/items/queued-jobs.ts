import type { Db } from "../../db/connection.ts";
import { statement, type Prepared } from "../../db/statement.ts";
import { entryBehind } from "../../db/on-behalf.ts";
import { exitCodes, UserError } from "../../errors.ts";
import { readyAgain } from "../../jobs/operators/operator-actions.ts";
import { notifyWorkers } from "../../jobs/queue/notify.ts";
import { enqueue, type NewJob } from "../../jobs/queue/queue.ts";
import { noteOwn } from "../own-notes.ts";

/**
 * The jobs behind what is removed, merged or undone: those at work are in the way, those that wait are cancelled. Whoever cancels one notes
 * it, so that it waits again when that is taken back.
 */

interface QueuedJob {
  id: number;
  kind: string;
}

const ofAlbum = "payload ->> 'albumId' = ?";
const ofRun = "entry_id IN (SELECT id FROM ledger_entries WHERE root_id = ?)";
const ofGoneAlbum = `payload ->> 'albumId' IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM albums WHERE albums.id = payload ->> 'albumId')`;
const redirectOfIt = "FROM item_redirects WHERE item_type = 'album' AND from_id = payload ->> 'albumId'";
const live = {
  scans: "once for a removal, a merge or an undo; few jobs are live, and an index would cost every job",
  sorts: "the jobs of one command that are at work",
};

const selectRunning = (which: string): Prepared<[of: number], QueuedJob> =>
  statement(`SELECT id, kind FROM jobs WHERE state = 'running' AND ${which} ORDER BY id`, live);
const cancelWaiting = <Of extends number[], Job extends QueuedJob = QueuedJob>(
  which: string,
  returning = "id, kind",
): Prepared<[now: number, ...of: Of], Job> =>
  statement(
    `UPDATE jobs SET state = 'cancelled', finished_at = ? WHERE state IN ('ready','scheduled') AND ${which}
     RETURNING ${returning}`,
    live,
  );

const runningOfAlbum = selectRunning(ofAlbum);
const runningOfRun = selectRunning(ofRun);
const cancelOfAlbum = cancelWaiting<[albumId: number]>(ofAlbum);
const cancelOfRun = cancelWaiting<[rootId: number]>(ofRun);
const cancelOfBoth = cancelWaiting<[rootId: number, albumId: number]>(`${ofRun} AND ${ofAlbum}`);
const cancelLost = cancelWaiting<[]>(`${ofGoneAlbum} AND NOT EXISTS (SELECT 1 ${redirectOfIt})`);
const cancelOfMerged = cancelWaiting<[], QueuedJob & { into: number }>(
  `${ofGoneAlbum} AND EXISTS (SELECT 1 ${redirectOfIt})`,
  `id, kind, (SELECT to_id ${redirectOfIt}) AS "into"`,
);

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
  return noted(db, cancelOfAlbum(db).all(now, albumId));
}

/**
 * The same work is queued for the album that this one is now. @returns the jobs that are cancelled.
 * @throws UserError while one is at work, unless somebody looked at that (`findAtWork`).
 */
export function moveJobs(db: Db, from: number, into: number, now: number, { looked = false } = {}): number[] {
  const cancelled = looked ? noted(db, cancelOfAlbum(db).all(now, from)) : cancelJobs(db, from, now);
  for (const { kind } of cancelled) enqueueFor(db, kind, into, now);
  return cancelled.map(({ id }) => id);
}

const enqueueFor = (db: Db, kind: string, albumId: number, now: number): unknown =>
  enqueue(db, { kind, payload: { albumId }, uniqueKey: `${kind}:${albumId}` } as NewJob, now);

/** The jobs of a command that are at work. */
export const listRunning = (db: Db, rootId: number): QueuedJob[] => runningOfRun(db).all(rootId);

/** Cancels the jobs of a command that wait; with an album, only that one's. */
export function cancelJobsOfRun(db: Db, rootId: number, albumId: number | undefined, now: number): number[] {
  const jobs =
    albumId === undefined ? cancelOfRun(db).all(now, rootId) : cancelOfBoth(db).all(now, rootId, albumId);
  return noted(db, jobs).map(({ id }) => id);
}

/** Jobs that were cancelled, or (`isQueued`) that wait again. */
function noted<Job extends { id: number }>(db: Db, jobs: Job[], isQueued = false): Job[] {
  const by = jobs.length > 0 ? entryBehind(db) : undefined;
  const [waits, cancelled] = [{ state: "waiting" }, { state: "cancelled" }];
  const change = isQueued ? { old: cancelled, now: waits } : { old: waits, now: cancelled };
  if (by !== undefined) for (const { id } of jobs) noteOwn(db, by, { table: "jobs", id, ...change });
  return jobs;
}

const selectNoted = statement<[rootId: number], { id: number; state: "waiting" | "cancelled" }>(
  `SELECT first_id AS id, new ->> 'state' AS state
   FROM ledger_entries AS entries CROSS JOIN ledger_changes AS changes ON entry_id = entries.id
   WHERE root_id = ? AND table_name = 'jobs'`,
);
/** One job; with an album, only if it is that one's. */
type OfAlbum = { nowMs: number; id: number; albumId: number | null };
// OR IGNORE: another with the same unique key may wait by now, and does the same work.
const queueAgain = statement<[OfAlbum], { id: number }>(
  `UPDATE OR IGNORE jobs SET ${readyAgain} WHERE id = @id AND state = 'cancelled'
   AND (@albumId IS NULL OR payload ->> 'albumId' = @albumId)
   AND (payload ->> 'albumId' IS NULL OR EXISTS (SELECT 1 FROM albums WHERE albums.id = payload ->> 'albumId'))
   AND NOT EXISTS (SELECT 1 FROM ledger_entries AS entries WHERE entries.id = jobs.entry_id AND undone_by IS NOT NULL)
   RETURNING id`,
);
const cancelAgain = statement<[OfAlbum], { id: number }>(
  `UPDATE jobs SET state = 'cancelled', finished_at = @nowMs WHERE id = @id AND state IN ('ready','scheduled')
   AND (@albumId IS NULL OR payload ->> 'albumId' = @albumId) RETURNING id`,
);

/** Cancels jobs that wait for an album which went, whichever run had queued them; for one that is another again, that one's wait instead. */
export function cancelLostJobs(db: Db, now: number): number[] {
  const merged = noted(db, cancelOfMerged(db).all(now));
  for (const { kind, into } of merged) enqueueFor(db, kind, into, now);
  return [...merged, ...noted(db, cancelLost(db).all(now))].map(({ id }) => id);
}

/**
 * With a run that had cancelled jobs (a removal, an undo) taken back, they wait again, unless their album or their own run is not there;
 * with that taken back, no more. With an album, only that one's. Behind all else that is taken back.
 */
export function takeJobsBack(
  db: Db,
  rootId: number,
  albumId: number | undefined,
  nowMs: number,
): { queued: number[]; cancelled: number[] } {
  const taken = { queued: [] as number[], cancelled: [] as number[] };
  for (const { id, state } of selectNoted(db).all(rootId)) {
    const isQueued = state === "cancelled";
    const job = (isQueued ? queueAgain : cancelAgain)(db).get({ nowMs, id, albumId: albumId ?? null });
    if (job)
      taken[isQueued ? "queued" : "cancelled"].push(...noted(db, [job], isQueued).map((each) => each.id));
  }
  if (taken.queued.length > 0) notifyWorkers(db);
  return taken;
}
