import type { Db } from "../../db/connection.ts";
import { transact } from "../../db/transact.ts";
import { exitCodes, UserError } from "../../errors.ts";
import { releaseLock, renewEveryMs, renewLock, takeLock, type Holder } from "./lock.ts";

/**
 * Mutual exclusion: does `work` while no other process holds the lock of this name. It is taken and given back outside a job's own
 * transactions: a job that was lost must still give it back. @throws what `busy` makes of the holder, with nothing done.
 */
export async function holdingLock<T>(
  { db, now, name, busy }: { db: Db; now: () => number; name: string; busy: (holder: Holder) => Error },
  work: () => Promise<T>,
): Promise<T> {
  const answer = await transact(db, () => takeLock(db, name, now()));
  if ("heldBy" in answer) throw busy(answer.heldBy);
  const renew = (): Promise<void> => transact(db, () => renewLock(db, name, answer.taken, now()));
  const beats = setInterval(() => void renew().catch(() => undefined), renewEveryMs).unref();
  try {
    return await work();
  } finally {
    clearInterval(beats);
    await transact(db, () => releaseLock(db, name, answer.taken)).catch(() => undefined); // it dies with us at the latest
  }
}

/** Another process is at it: `process 4711 on host is completing this library already, since …`. */
export class HeldError extends UserError {
  constructor({ pid, host, takenAt }: Holder, does: string) {
    const since = new Date(takenAt).toISOString().slice(0, 16).replace("T", " ");
    super(`process ${pid} on ${host} is ${does} already, since ${since} UTC`, {
      hint: "wait until it has ended, or stop it there with Ctrl-C",
      exitCode: exitCodes.failed,
    });
  }
}
