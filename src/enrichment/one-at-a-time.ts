import type { Db } from "../db/open.ts";
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

export interface LockWiring {
  db: Db;
  now: () => number;
  transact: <T>(write: () => T) => Promise<T>;
}

/**
 * Two runs over one library would ask every question twice: only one works at a time, in whatever process.
 * @throws AlreadyRunningError from the run, with nothing asked.
 */
export function oneAtATime({ db, now, transact }: LockWiring): Executor {
  return async (work) => {
    const answer = await transact(() => takeLock(db, lock, now()));
    if ("heldBy" in answer) throw new AlreadyRunningError(answer.heldBy);
    const renew = (): Promise<void> => transact(() => renewLock(db, lock, answer.taken, now()));
    const beats = setInterval(() => void renew().catch(() => undefined), renewEveryMs).unref();
    try {
      return await work();
    } finally {
      clearInterval(beats);
      await transact(() => releaseLock(db, lock, answer.taken)).catch(() => undefined); // it dies with us at the latest
    }
  };
}
