import type { Db } from "../../db/connection.ts";
import { writeAs } from "../../db/on-behalf.ts";
import { statement } from "../../db/statement.ts";
import type { JobRun, Task } from "../../jobs/queue/task.ts";
import { createEntry } from "./entry.ts";

const selectParent = statement<[jobId: number], { entryId: number | null }>(
  "SELECT entry_id AS entryId FROM jobs WHERE id = ?",
);

/** A task whose writes are an entry of the ledger, below the command or job that queued it. */
export function recorded<P>(db: Db, task: Task<P>, now: () => number): Task<P> {
  return async (run) => {
    const { id: jobId, kind, payload } = run;
    const entry = createEntry(db, {
      kind: "job",
      what: `${kind} ${JSON.stringify(payload)}`,
      jobId,
      now,
      parentId: () => selectParent(db).get(jobId)?.entryId ?? null,
    });
    const asEntry = <T>(write: () => T): T => writeAs(db, entry, write);
    const recording: JobRun<P> = Object.create(run, {
      save: { value: <T>(write: () => T) => run.save(() => asEntry(write)) },
    }) as JobRun<P>;
    let outcome = "failed";
    try {
      const result = await task(recording);
      outcome = result.outcome;
      const save = result.outcome === "done" ? result.save : undefined;
      return save ? { ...result, save: () => asEntry(save) } : result;
    } catch (error) {
      if (run.signal.aborted) outcome = "interrupted";
      throw error;
    } finally {
      await entry.end(outcome);
    }
  };
}
