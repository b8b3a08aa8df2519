import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import { notifyWorkers } from "../queue/notify.ts";

/** Operator action: workers finish what runs and claim nothing, until they are told to go on. */

const insert = statement<[nowMs: number]>(
  "INSERT INTO pauses (name, paused_at) VALUES ('workers', ?) ON CONFLICT (name) DO NOTHING",
);
const remove = statement<[]>("DELETE FROM pauses WHERE name = 'workers'");
const wakeAll = statement<[]>("UPDATE workers SET quiet_at = NULL WHERE quiet_at IS NOT NULL");
const select = statement<[], { pausedAt: number }>(
  "SELECT paused_at AS pausedAt FROM pauses WHERE name = 'workers'",
);
const selectFor = statement<[worker: string], { since: number | null }>(
  `SELECT coalesce((SELECT paused_at FROM pauses WHERE name = 'workers'),
                   (SELECT quiet_at FROM workers WHERE id = ?)) AS since`,
);

/** Pauses every worker of the library, also those that start later; false if they were paused already. */
export function pauseWorkers(db: Db, nowMs: number): boolean {
  return insert(db).run(nowMs).changes === 1;
}

/** Lets every worker go on, also those that were made quiet by a signal; false if nobody was paused. */
export function resumeWorkers(db: Db): boolean {
  const changed = db.$client.transaction(() => remove(db).run().changes + wakeAll(db).run().changes);
  const isAny = changed.immediate() > 0;
  notifyWorkers(db);
  return isAny;
}

/** Since when all workers are paused (ms UTC). */
export function pausedSince(db: Db): number | undefined {
  return select(db).get()?.pausedAt;
}

/** Since when this worker may claim nothing, by either way (ms UTC). */
export function quietSince(db: Db, worker: string): number | undefined {
  return selectFor(db).get(worker)?.since ?? undefined;
}
