import type { Db } from "../../db/connection.ts";
import { jobStates } from "../../db/job-states.ts";
import { countUnknown } from "../../jobs/operators/inspect-many.ts";
import { countJobs } from "../../jobs/operators/inspect.ts";
import { jobKinds } from "../../jobs/queue/kinds.ts";
import { pausedSince } from "../../jobs/operators/pause.ts";
import { unknownLine } from "../view/jobs/jobs.ts";
import { localTime } from "../layout/text.ts";
import type { Finding } from "./finding.ts";

/** How many there are, and what keeps them from being done. */
export function examineJobs(db: Db): Finding[] {
  const about = "jobs";
  const since = pausedSince(db);
  const remedy = "importer worker resume";
  const unknown = countUnknown(db, jobKinds);
  return [
    countsOf(db),
    ...(since === undefined
      ? []
      : [{ about, verdict: "note" as const, says: `workers are paused since ${localTime(since)}`, remedy }]),
    ...unknown.map((jobs) => ({ about, verdict: "note" as const, says: unknownLine(jobs) })),
  ];
}

function countsOf(db: Db): Finding {
  const counts = new Map<string, number>();
  for (const { state, count } of countJobs(db, jobStates))
    counts.set(state, (counts.get(state) ?? 0) + count);
  const says = [...counts].map(([state, count]) => `${count} ${state}`).join(", ") || "none";
  return (counts.get("failed") ?? 0) === 0
    ? { about: "jobs", verdict: "fine", says }
    : { about: "jobs", verdict: "note", says, remedy: "importer jobs list --state failed" };
}
