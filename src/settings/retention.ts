import { ownSettings, type GivenSetting } from "./own.ts";
import { unfit } from "./parse.ts";

/** How long what has ended is kept. Failed jobs are kept until a person acts. */
export interface Retention {
  /** Done and cancelled jobs that ended longer ago go. */
  jobsMs: number;
  /** So many done and cancelled jobs stay, the newest. */
  jobs: number;
  /** Answers of sources on which nothing rests go when they are older. */
  runsMs: number;
}

const dayMs = 24 * 3_600_000;

export const retentionSettings = ownSettings({
  defaults: { IMPORTER_KEEP_JOBS_DAYS: "7", IMPORTER_KEEP_JOBS: "10000", IMPORTER_KEEP_RUNS_DAYS: "90" },
  read: (given): Retention => ({
    jobsMs: parseWhole(given("IMPORTER_KEEP_JOBS_DAYS"), "days", 0) * dayMs,
    jobs: parseWhole(given("IMPORTER_KEEP_JOBS"), "jobs", 0),
    // An absence lives for two weeks at most; what a person looks up after a bad month should still be there.
    runsMs: parseWhole(given("IMPORTER_KEEP_RUNS_DAYS"), "days", 30) * dayMs,
  }),
});

function parseWhole(given: GivenSetting, noun: string, least: number): number {
  const { value } = given;
  if (/^\d{1,7}$/.test(value) && Number(value) >= least) return Number(value);
  throw unfit(given, `which is no number of ${noun} from ${least}`);
}
