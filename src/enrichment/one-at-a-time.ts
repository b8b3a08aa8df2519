import type { Db } from "../db/connection.ts";
import { transact } from "../db/transact.ts";
import { exitCodes, UserError } from "../errors.ts";
import { releaseLock, renewEveryMs, renewLock, takeLock, type Holder } from "../jobs/lock.ts";
import type { Executor } from "./enrichment-job.ts";

/** Another run works this library. Whoever can wait tries again later. */
export class AlreadyRunningError extends UserError {
  override name = "AlreadyRunningError";

  constructor({ pid, host, takenAt }: Holder) {
    const since = new Date(takenAt).toISOString().slice(0, 16).replace("T", " ");
    super(`process ${pid} on ${host} is enriching this library already, since ${since} UTC`, {
      hint: "wait until it has ended, or stop it there with Ctrl-C",
      exitCode: exitCodes.failed,
    });
  }
}

const lock = "enrichment";

/**
 * Two runs over one library would ask every question twice: only one works at a time, in whatever process. The lock is
 * taken and given back outside a job's own transactions: a job that was lost must still give it back.
 * @throws AlreadyRunningError from the run, with nothing asked.
 */
export function oneAtATime({ db, now }: { db: Db; now: () => number }): Executor {
  return async (work) => {
    const answer = await transact(db, () => takeLock(db, lock, now()));
    if ("heldBy" in answer) throw new AlreadyRunningError(answer.heldBy);
    const renew = (): Promise<void> => transact(db, () => renewLock(db, lock, answer.taken, now()));
    const beats = setInterval(() => void renew().catch(() => undefined), renewEveryMs).unref();
    try {
      return await work();
    } finally {
      clearInterval(beats);
      await transact(db, () => releaseLock(db, lock, answer.taken)).catch(() => undefined); // it dies with us at the latest
    }
  };
}
