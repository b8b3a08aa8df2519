import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";

const selectOldest = statement<[], { queue: string; createdAt: number }>(
  `SELECT oldest.queue, jobs.created_at AS createdAt FROM
     (SELECT queue, min(id) AS id FROM jobs INDEXED BY jobs_ready WHERE state = 'ready' GROUP BY queue) AS oldest
   JOIN jobs ON jobs.id = oldest.id`,
  {
    scans: "the partial index holds what is ready, and a person asks once in a while",
    sorts: "a few queues",
  },
);

/** When the job was queued (ms UTC) that has waited longest, of each queue in which one is ready. */
export const oldestReady = (db: Db): { queue: string; createdAt: number }[] => selectOldest(db).all();
