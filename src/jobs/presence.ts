import type { Db } from "../db/open.ts";
import { ownIdentity, type Identity } from "./identity.ts";
import { statement } from "../db/statement.ts";

const upsertWorker = statement<[Identity & { id: string; nowMs: number }]>(
  `INSERT INTO workers (id, host, boot_id, pid, pid_start, started_at, beat_at)
   VALUES (@id, @host, @bootId, @pid, @pidStart, @nowMs, @nowMs)
   ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at`,
);

const deleteWorker = statement<[id: string]>("DELETE FROM workers WHERE id = ?");

/** Says that this worker lives. Its row is made if it is missing: it may have been taken for dead while it slept. */
export function beat(db: Db, id: string, nowMs: number): void {
  upsertWorker(db).run({ ...ownIdentity(), id, nowMs });
}

export function signOff(db: Db, id: string): void {
  deleteWorker(db).run(id);
}
