/**
 * Crash limit. What a worker's death says about a job that was running in it: a poison job must end, and a job that
 * merely was there must not be blamed.
 */

/** Counted deaths within `windowMs` that end a job, and deaths of any kind that do. */
const mostBlamed = 3;
const windowMs = 24 * 3_600_000;
const mostCrashes = 10;

/** How a worker died, as far as it is known. */
export interface Death {
  /** It had been told to stop, or its machine was restarted: nobody's crash. */
  excuse?: "it was told to stop" | "the machine was restarted";
  /** The job was the only one that ran in any of the workers that died together. */
  wasAlone: boolean;
}

/** What the job's row says. */
export interface Defendant {
  attempt: number;
  maxAttempts: number;
  crashes: number;
  cancelAsked: number;
  /** It had saved something since its claim: it had come further than whatever kills at once. */
  hasSaved: number;
}

export interface CrashVerdict {
  state: "ready" | "failed" | "cancelled";
  /**
   * `crashed` counts towards the limit of three; `orphaned` only towards the ten; `returned` towards none, and the
   * attempt is not counted.
   */
  outcome: "crashed" | "orphaned" | "returned";
  says: string;
}

/** The `crashed` endings after this moment (ms UTC) count; `retriedAt` is when a person last gave the job another chance. */
export function countsSince(retriedAt: number | null, nowMs: number): number {
  return Math.max(nowMs - windowMs, retriedAt ?? 0);
}

/** @param blamedBefore its `crashed` endings since `countsSince`. */
export function verdictOn(job: Defendant, death: Death, blamedBefore: number): CrashVerdict {
  const { outcome, says } = accountOf(job, death, blamedBefore);
  if (job.cancelAsked) return { state: "cancelled", outcome, says: `${says}; it was to be cancelled` };
  if (outcome === "returned") return { state: "ready", outcome, says };
  if (outcome === "crashed" && blamedBefore + 1 >= mostBlamed) {
    const known = `its worker died ${blamedBefore + 1} times within 24 hours while it ran alone and had saved nothing`;
    return { state: "failed", outcome, says: known };
  }
  if (job.crashes + 1 >= mostCrashes) {
    return { state: "failed", outcome, says: `its worker died ${job.crashes + 1} times in all while it ran` };
  }
  if (job.attempt >= job.maxAttempts) {
    return { state: "failed", outcome, says: `${says}, in the last of ${job.maxAttempts} attempts` };
  }
  return { state: "ready", outcome, says };
}

function accountOf(
  job: Defendant,
  death: Death,
  blamedBefore: number,
): Pick<CrashVerdict, "outcome" | "says"> {
  if (death.excuse) return { outcome: "returned", says: `its worker died, but ${death.excuse}` };
  const inAll = `(${job.crashes + 1} of ${mostCrashes} times in all)`;
  if (job.hasSaved) return { outcome: "orphaned", says: `its worker died after it had saved ${inAll}` };
  if (!death.wasAlone)
    return { outcome: "orphaned", says: `its worker died while it and others ran ${inAll}` };
  const ofThree = `(${blamedBefore + 1} of ${mostBlamed} times within 24 hours)`;
  return { outcome: "crashed", says: `its worker died while it ran alone ${ofThree}` };
}
