import type { AttemptEnding } from "./endings.ts";

/** Jobs that a worker left behind in trouble. */
export interface JobTroubles {
  failed: number;
  /** They wait for a source that could not be asked. */
  waiting: number;
  /** A source refused us: dead letters until a person acts. */
  refused: number;
}

/** Counts how runs ended, and how each job stands by its last ending. */
export interface JobTally {
  count(jobId: number, ending: AttemptEnding): void;
  /** The job was given up without a run of this worker. */
  giveUp(jobId: number): void;
  /** By ending; a job that ended twice counts twice. */
  counts(): Record<AttemptEnding["outcome"], number>;
  /** By job: one that was tried again and got through is in no trouble. */
  troubles(): JobTroubles;
}

export function createTally(): JobTally {
  const counts = { done: 0, failed: 0, retried: 0, cancelled: 0, snoozed: 0, returned: 0, lost: 0 };
  const troubled = new Map<number, keyof JobTroubles>();
  return {
    count(jobId, ending) {
      counts[ending.outcome]++;
      const trouble = troubleOf(ending);
      if (trouble) troubled.set(jobId, trouble);
      else troubled.delete(jobId);
    },
    giveUp: (jobId) => void troubled.set(jobId, "failed"),
    counts: () => counts,
    troubles() {
      const sums = { failed: 0, waiting: 0, refused: 0 };
      for (const trouble of troubled.values()) sums[trouble]++;
      return sums;
    },
  };
}

function troubleOf(ending: AttemptEnding): keyof JobTroubles | undefined {
  switch (ending.outcome) {
    case "failed":
      return ending.isRefused ? "refused" : "failed";
    case "retried":
    case "snoozed":
      return ending.waitsFor === undefined ? undefined : "waiting";
    default:
      return undefined;
  }
}
