import type { Ending } from "./endings.ts";

/** Jobs that a worker left behind in trouble. */
export interface Troubles {
  failed: number;
  /** They wait for a source that could not be asked. */
  waiting: number;
  /** A source refused us: dead letters until a person acts. */
  refused: number;
}

/** Counts how runs ended, and how each job stands by its last ending. */
export interface Tally {
  count(jobId: number, ending: Ending): void;
  /** The job was given up without a run of this worker. */
  giveUp(jobId: number): void;
  /** By ending; a job that ended twice counts twice. */
  counts(): Record<Ending["outcome"], number>;
  /** By job: one that was tried again and got through is in no trouble. */
  troubles(): Troubles;
}

export function createTally(): Tally {
  const counts = { done: 0, failed: 0, retried: 0, cancelled: 0, snoozed: 0, returned: 0, lost: 0 };
  const troubled = new Map<number, keyof Troubles>();
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

function troubleOf(ending: Ending): keyof Troubles | undefined {
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
