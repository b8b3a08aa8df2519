import type { Db } from "../../db/connection.ts";
import { groupCommit, type Transact } from "../../db/group-commit.ts";
import { transact as transactOn } from "../../db/transact.ts";
import { messageOf } from "../../errors.ts";
import { isOwned, noteSave, type ClaimedJob } from "./claim.ts";
import { endingOfFault, endingOfResult, type AttemptEnding } from "./endings.ts";
import { isJobKind, parsePayload } from "../queue/kinds.ts";
import type { QueueName } from "../queue/queues.ts";
import { LostJobError, type JobRun, type Task, type Tasks } from "../queue/task.ts";
import type { Ended } from "./turn.ts";

/** The jobs that this process runs, from their claim until their ending is written. */
export interface Runs {
  start(job: ClaimedJob): void;
  /** Jobs whose task still runs. */
  active(): readonly ClaimedJob[];
  countIn(queue: QueueName): number;
  /** Endings that are still to be written; `written` says how many of them were. */
  ended(): readonly Ended[];
  written(count: number): void;
  /** Aborts one job's signal, or all; the tasks end as they see fit. */
  abort(reason: Error, id?: number): void;
  /** Ends every task's job here and now; what a task still saves is refused. */
  abandon(reason: string): void;
  endingOfFault(job: ClaimedJob, error: unknown): AttemptEnding;
}

export interface RunsOptions {
  db: Db;
  tasks: Tasks;
  now: () => number;
  random: () => number;
  isStopping: () => boolean;
  onEnd: () => void;
}

interface Run {
  job: ClaimedJob;
  startedAt: number;
  /** Its row says that it has saved something. */
  hasSaved: boolean;
  /** Made when it is asked for: it would be the dearest part of starting a job. */
  controller?: AbortController;
}

function controllerOf(run: Run): AbortController {
  return (run.controller ??= new AbortController());
}

export function createRuns(options: RunsOptions): Runs {
  const { db, tasks, now, random, isStopping } = options;
  const active = new Map<number, Run>();
  // What several jobs save at a time goes to the disk together.
  const transact = groupCommit(db, (write) => transactOn(db, write));
  let ended: Ended[] = [];

  const end = (run: Run, ending: AttemptEnding): void => {
    if (active.get(run.job.id) !== run) return; // abandoned before
    active.delete(run.job.id);
    ended.push({ job: run.job, ending, durationMs: performance.now() - run.startedAt });
    options.onEnd();
  };
  const endingOf = (run: Run, error: unknown): AttemptEnding => {
    const { signal } = controllerOf(run);
    return endingOfFault(error, { job: run.job, signal, isStopping: isStopping(), nowMs: now(), random });
  };
  const perform = async (run: Run): Promise<void> => {
    try {
      const prepared = prepare(run.job, tasks);
      if ("refusal" in prepared) return end(run, { outcome: "failed", reason: prepared.refusal });
      const result = await prepared.task(jobRunOf(run, prepared.payload, { db, active, transact }));
      end(run, endingOfResult(result, now()));
    } catch (error) {
      end(run, endingOf(run, error));
    }
  };

  return {
    start(job) {
      const run: Run = { job, startedAt: performance.now(), hasSaved: false };
      active.set(job.id, run);
      void perform(run);
    },
    active: () => Array.from(active.values(), (run) => run.job),
    countIn(queue) {
      let count = 0;
      for (const { job } of active.values()) if (job.queue === queue) count++;
      return count;
    },
    ended: () => ended,
    written: (count) => void (ended = ended.slice(count)),
    abort(reason, id) {
      for (const run of active.values()) {
        if (id === undefined || id === run.job.id) controllerOf(run).abort(reason);
      }
    },
    abandon(reason) {
      const ending: AttemptEnding = { outcome: "returned", reason, runAt: now() };
      for (const run of active.values()) end(run, ending);
    },
    endingOfFault: (job, error) => endingOf({ job, startedAt: 0, hasSaved: false }, error),
  };
}

function jobRunOf(
  run: Run,
  payload: unknown,
  { db, active, transact }: { db: Db; active: ReadonlyMap<number, Run>; transact: Transact },
): JobRun<unknown> {
  const { job } = run;
  return {
    id: job.id,
    kind: job.kind,
    attempt: job.attempt,
    payload,
    get signal() {
      return controllerOf(run).signal;
    },
    async save(write) {
      const saved = await transact(() => {
        const isOurs = active.get(job.id) === run && (run.hasSaved ? isOwned(db, job) : noteSave(db, job));
        if (!isOurs) throw new LostJobError(job.id);
        return write();
      });
      run.hasSaved = true;
      return saved;
    },
  };
}

/** The task and its payload. Jobs outlive versions: a row may hold what this program does not understand. */
function prepare(
  { id, kind, payload }: ClaimedJob,
  tasks: Tasks,
): { task: Task<unknown>; payload: unknown } | { refusal: string } {
  if (!isJobKind(kind)) {
    const advice = `it may come from a newer importer: update this one, then: importer jobs retry ${id}`;
    return { refusal: `no such kind of job here: "${kind}"; ${advice}` };
  }
  try {
    return { task: tasks[kind] as Task<unknown>, payload: parsePayload(kind, JSON.parse(payload)) };
  } catch (error) {
    return { refusal: `${messageOf(error)}; cancel it and queue it anew` };
  }
}
