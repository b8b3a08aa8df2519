import type { Db } from "../../db/connection.ts";
import { claim, nextRunAt, peek, promoteDue, type ClaimedJob } from "./claim.ts";
import type { AttemptEnding } from "./endings.ts";
import { quietSince } from "../operators/pause.ts";
import type { QueueName } from "../queue/queues.ts";
import { settleAttempt } from "./settle.ts";

export interface Ended {
  job: ClaimedJob;
  ending: AttemptEnding;
  durationMs: number;
}

/** Room for `free` more jobs of a queue. */
export interface Slot {
  queue: QueueName;
  free: number;
}

export interface Turn {
  worker: string;
  nowMs: number;
  /** The runs that have ended since the last turn. */
  ended: readonly Ended[];
  slots: readonly Slot[];
  /** Nothing else runs in this process. */
  isAlone: boolean;
  /** What becomes of a job whose own save failed. */
  endingOfFault: (job: ClaimedJob, error: unknown) => AttemptEnding;
}

export interface TurnResult {
  settled: Ended[];
  claimed: ClaimedJob[];
  /** When the next scheduled job is due (ms UTC). */
  nextRunAt: number | undefined;
}

/**
 * One turn of the loop: writes how runs ended, with their rows, and takes the next jobs. Meant for one
 * IMMEDIATE transaction, so that a busy worker pays one commit a turn, however many jobs it carries.
 */
export function finishAndClaim(db: Db, turn: Turn): TurnResult {
  const settled = turn.ended.map(({ job, ending, durationMs }) => {
    return { job, ending: settleSafely(db, turn, job, ending), durationMs };
  });
  let runAt = nextRunAt(db);
  if (runAt !== undefined && runAt <= turn.nowMs) {
    promoteDue(db, turn.nowMs);
    runAt = nextRunAt(db);
  }
  return { settled, claimed: mayClaim(db, turn) ? claimInto(db, turn) : [], nextRunAt: runAt };
}

/** Whether a turn would find something to do. Reads only, so that idle workers never take the write lock. */
export function lookAhead(
  db: Db,
  turn: Pick<Turn, "slots" | "nowMs" | "worker">,
): { isTurnDue: boolean; nextRunAt: number | undefined } {
  const runAt = nextRunAt(db);
  const isAnyDue = runAt !== undefined && runAt <= turn.nowMs;
  const isAnyReady = (): boolean => turn.slots.some(({ queue }) => peek(db, queue) !== undefined);
  return {
    isTurnDue: isAnyDue || (isAnyReady() && mayClaim(db, turn)),
    nextRunAt: runAt,
  };
}

/** Asked within the claim's own transaction: once a pause is committed, nothing more is claimed. */
function mayClaim(db: Db, { slots, worker }: Pick<Turn, "slots" | "worker">): boolean {
  return slots.length > 0 && quietSince(db, worker) === undefined;
}

function settleSafely(db: Db, turn: Turn, job: ClaimedJob, ending: AttemptEnding): AttemptEnding {
  try {
    return settleAttempt(db, job, ending, turn.nowMs);
  } catch (error) {
    // A full disk makes SQLite undo the whole transaction, not only the job's part: then there is no turn.
    if (!db.$client.inTransaction) throw error;
    return settleAttempt(db, job, turn.endingOfFault(job, error), turn.nowMs);
  }
}

/**
 * Fills the free slots. A job that has crashed a worker runs alone: if it is at fault, it takes no other down
 * with it again, and if it is not, it gets through.
 */
function claimInto(db: Db, { slots, isAlone, worker, nowMs }: Turn): ClaimedJob[] {
  const heads = slots.map(({ queue }) => peek(db, queue));
  const suspect = slots[heads.findIndex((head) => head !== undefined && head.crashes > 0)];
  const by = { worker, nowMs, evenCrashed: suspect !== undefined };
  const claimed: ClaimedJob[] = [];
  if (suspect) {
    if (isAlone) claimUpTo(db, { queue: suspect.queue, free: 1 }, by, claimed);
    return claimed;
  }
  slots.forEach((slot, at) => {
    if (heads[at]) claimUpTo(db, slot, by, claimed);
  });
  return claimed;
}

function claimUpTo(
  db: Db,
  { queue, free }: Slot,
  by: Parameters<typeof claim>[2],
  claimed: ClaimedJob[],
): void {
  for (let place = 0; place < free; place++) {
    const job = claim(db, queue, by);
    if (!job) return;
    claimed.push(job);
  }
}
