import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import { livenessOf, ownIdentity, type Identity } from "./identity.ts";

/** Lease. Who holds a lock, since when, and when it last said that it lives (ms UTC). */
export type Holder = Identity & { takenAt: number; beatAt: number };

/** A holder that can't be seen from here (another host or container) is believed to live for so long after its last word. */
const believedForMs = 90_000;
/** Within which it says that it lives. */
export const renewEveryMs = 20_000;

const select = statement<[name: string], Holder>(
  `SELECT host, boot_id AS bootId, pid, pid_start AS pidStart, taken_at AS takenAt, beat_at AS beatAt FROM locks WHERE name = ?`,
);
const upsert = statement<[Holder & { name: string }]>(
  `INSERT OR REPLACE INTO locks (name, host, boot_id, pid, pid_start, taken_at, beat_at)
   VALUES (@name, @host, @bootId, @pid, @pidStart, @takenAt, @beatAt)`,
);
const beat = statement<[nowMs: number, name: string, pid: number, takenAt: number]>(
  "UPDATE locks SET beat_at = ? WHERE name = ? AND pid = ? AND taken_at = ?",
);
const remove = statement<[name: string, pid: number, takenAt: number]>(
  "DELETE FROM locks WHERE name = ? AND pid = ? AND taken_at = ?",
);

/**
 * Takes the lock, also from a process that has died with it. Within a transaction.
 * @returns our own holding of it, or the process that holds it.
 */
export function takeLock(db: Db, name: string, nowMs: number): { taken: Holder } | { heldBy: Holder } {
  const holder = select(db).get(name);
  if (holder && isHeld(holder, nowMs)) return { heldBy: holder };
  const taken = { ...ownIdentity(), takenAt: nowMs, beatAt: nowMs };
  upsert(db).run({ ...taken, name });
  return { taken };
}

/** Heartbeat of a lock: says that its holder lives. */
export function renewLock(db: Db, name: string, { pid, takenAt }: Holder, nowMs: number): void {
  beat(db).run(nowMs, name, pid, takenAt);
}

export function releaseLock(db: Db, name: string, { pid, takenAt }: Holder): void {
  remove(db).run(name, pid, takenAt);
}

function isHeld(holder: Holder, nowMs: number): boolean {
  const liveness = livenessOf(holder);
  return liveness === "hidden" ? nowMs - holder.beatAt < believedForMs : liveness === "alive";
}
