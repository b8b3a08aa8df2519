import { listResting } from "../../db/services/breakers.ts";
import type { Db } from "../../db/connection.ts";
import { countJobs, liveAndFailed, listWorkers } from "../../jobs/operators/inspect.ts";
import { oldestReady } from "../../jobs/operators/oldest.ts";
import { pausedSince } from "../../jobs/operators/pause.ts";
import { queueNames } from "../../jobs/queue/queues.ts";
import type { Metric } from "./exposition.ts";

/** How the library stands now, whoever works on it. Finished jobs are not counted here: that would walk through all of them. */
export function gaugesOf(db: Db, nowMs: number): Metric[] {
  const counts = countJobs(db);
  const countOf = (queue: string, state: string): number =>
    counts.find((each) => each.queue === queue && each.state === state)?.count ?? 0;
  const oldest = oldestReady(db);
  const waitingOf = (queue: string): number => {
    const since = oldest.find((each) => each.queue === queue)?.createdAt;
    return since === undefined ? 0 : Math.max(0, nowMs - since) / 1000;
  };
  const queues = [...new Set([...queueNames, ...counts.map(({ queue }) => queue)])];
  return [
    {
      name: "importer_jobs",
      help: "Jobs in the library, by queue and state; failed ones wait for a person.",
      type: "gauge",
      samples: queues.flatMap((queue) =>
        liveAndFailed.map((state) => ({ labels: { queue, state }, value: countOf(queue, state) })),
      ),
    },
    {
      name: "importer_oldest_waiting_job_seconds",
      help: "Age of the job that is ready and has waited longest, by queue; 0 where none waits.",
      type: "gauge",
      samples: queues.map((queue) => ({ labels: { queue }, value: waitingOf(queue) })),
    },
    {
      name: "importer_workers",
      help: "Workers of the library that are alive, or may be.",
      type: "gauge",
      samples: [{ value: listWorkers(db).filter(({ liveness }) => liveness !== "dead").length }],
    },
    {
      name: "importer_workers_paused",
      help: "1 while workers are paused.",
      type: "gauge",
      samples: [{ value: pausedSince(db) === undefined ? 0 : 1 }],
    },
    {
      name: "importer_service_resting_seconds",
      help: "How long a service is still left alone, as it failed too often.",
      type: "gauge",
      samples: listResting(db, nowMs).map(({ api, until }) => ({
        labels: { service: api },
        value: (until - nowMs) / 1000,
      })),
    },
  ];
}
