import type { Db } from "../../db/connection.ts";
import { ownIdentity, type Identity } from "../locks/identity.ts";
import { statement } from "../../db/statement.ts";

/** Heartbeat interval, in ms: how often a worker says that it lives. */
export const heartbeatMs = 10_000;
/**
 * Heartbeat timeout, in ms of the observer's own clock: a worker that is out of sight (another host or container) is dead when its
 * beat stood still this long. One whose process can be seen needs no beat: see `recover.ts`.
 */
export const heartbeatSilenceMs = 60_000;

const upsertWorker = statement<[Identity & { id: string; nowMs: number }]>(
  `INSERT INTO workers (id, host, boot_id, pid, pid_start, started_at, beat_at)
   VALUES (@id, @host, @bootId, @pid, @pidStart, @nowMs, @nowMs)
   ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at`,
);

const deleteWorker = statement<[id: string]>("DELETE FROM workers WHERE id = ?");

const noteStopping = statement<[nowMs: number, id: string]>(
  "UPDATE workers SET stopping_at = ? WHERE id = ?",
);
const noteQuiet = statement<[quietAt: number | null, id: string]>(
  "UPDATE workers SET quiet_at = ? WHERE id = ?",
);

/** Says that this worker was told to stop: should it die before it has stopped, that is nobody's crash. */
export function markStopping(db: Db, id: string, nowMs: number): void {
  noteStopping(db).run(nowMs, id);
}

/** Says that this worker takes no new jobs (since `quietAt`, ms UTC), or does again (null). */
export function markQuiet(db: Db, id: string, quietAt: number | null): void {
  noteQuiet(db).run(quietAt, id);
}

/** Heartbeat. Says that this worker lives. Its row is made if it is missing: it may have been taken for dead while it slept. */
export function sendHeartbeat(db: Db, id: string, nowMs: number): void {
  upsertWorker(db).run({ ...ownIdentity(), id, nowMs });
}

export function signOff(db: Db, id: string): void {
  deleteWorker(db).run(id);
}
