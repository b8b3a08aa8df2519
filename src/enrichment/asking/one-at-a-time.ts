import type { Db } from "../../db/connection.ts";
import { HeldError, holdingLock } from "../../jobs/locks/hold-lock.ts";
import type { Holder } from "../../jobs/locks/lock.ts";
import type { Executor } from "../enrichment-job.ts";

/** Another run works this library. Whoever can wait tries again later. */
export class AlreadyRunningError extends HeldError {
  override name = "AlreadyRunningError";

  constructor(holder: Holder) {
    super(holder, "enriching this library");
  }
}

const lock = "enrichment";

/**
 * Two runs over one library would ask every question twice: only one works at a time, in whatever process.
 * @throws AlreadyRunningError from the run, with nothing asked.
 */
export function oneAtATime({ db, now }: { db: Db; now: () => number }): Executor {
  const busy = (holder: Holder): Error => new AlreadyRunningError(holder);
  return (work) => holdingLock({ db, now, name: lock, busy }, work);
}
