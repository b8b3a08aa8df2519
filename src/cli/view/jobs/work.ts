import { Chalk } from "chalk";
import type { Events, ImporterEvents } from "../../../events.ts";
import type { UnknownJobs } from "../../../jobs/operators/inspect-many.ts";
import type { WorkerSummary } from "../../../jobs/worker/worker.ts";
import { plainText } from "../../../plain-text.ts";
import type { Io } from "../../io/io.ts";
import { print, tell } from "../../io/output.ts";
import { toJson } from "../../layout/json.ts";
import { unknownLine } from "./jobs.ts";
import { localTime, timeToCome } from "../../layout/text.ts";

export interface WorkView {
  started(about: { queues: string[]; drain: boolean }): void;
  /** Asked to stop: what runs has `graceMs` to end. */
  stopping(graceMs: number): void;
  /** All workers are paused, since so long (ms UTC). */
  paused(since: number): void;
  /** A signal made this worker quiet, or lets it go on. */
  quiet(isQuiet: boolean): void;
  ended(summary: WorkerSummary, about: { stopped: boolean }): void;
  /** Jobs that this program can't do. */
  unknown(jobs: UnknownJobs[]): void;
}

/** A worker's doings on stdout: a line a job and a summary, or one JSON line an event. */
export function showWork(events: Events, io: Io, options: { json: boolean }): WorkView {
  return options.json ? showAsJson(events, io) : showAsLines(events, io);
}

/** How many jobs run here at the moment. */
function countRunning(events: Events): () => number {
  let running = 0;
  events.on("job-started", () => running++);
  events.on("job-finished", () => running--);
  return () => running;
}

function showAsJson(events: Events, io: Io): WorkView {
  const running = countRunning(events);
  const write = (event: string, details: object): void =>
    void io.stdout.write(`${toJson({ event, at: new Date().toISOString(), ...details })}\n`);
  for (const name of ["job-started", "job-finished", "job-recovered", "library-locked"] as const) {
    events.on(name, (details) => write(name, details));
  }
  return {
    started: (about) => write("worker-started", about),
    stopping: (graceMs) => write("worker-stopping", { running: running(), graceMs }),
    paused: (since) => write("worker-paused", { since: new Date(since).toISOString() }),
    quiet: (isQuiet) => write(isQuiet ? "worker-quiet" : "worker-resumed", { running: running() }),
    ended: (summary, { stopped }) => write("worker-ended", { stopped, ...summary }),
    unknown: (jobs) => jobs.forEach((each) => write("jobs-unknown", each)),
  };
}

function showAsLines(events: Events, io: Io): WorkView {
  const colour = new Chalk({ level: io.colour ? 1 : 0 });
  const running = countRunning(events);
  const write = (text: string): void => print(io, text);
  events.on("job-started", ({ id, kind, attempt }) => {
    if (io.live) tell(io, `  job ${id} ${plainText(kind)}${attempt > 1 ? `, try ${attempt}` : ""} …`);
  });
  events.on("job-recovered", ({ id, kind, state }) => {
    write(recoveredLine({ id, kind, state }));
  });
  events.on("job-finished", (job) => write(lineOf(job, colour)));
  events.on("library-locked", () =>
    tell(io, "the library is in use by another program, which does not let go of it; waiting"),
  );
  return {
    started: ({ queues, drain }) => {
      const which = queues.length > 0 ? ` on ${queues.join(", ")}` : "";
      tell(io, drain ? `working what is due${which}` : `working${which}; Ctrl-C stops`);
    },
    stopping: (graceMs) => {
      const patience = `what runs has ${Math.round(graceMs / 1000)} s to end`;
      if (running() > 0) tell(io, `stopping: ${patience}; Ctrl-C again ends at once`);
    },
    paused: (since) => {
      tell(io, `workers are paused since ${localTime(since)}; to go on: importer worker resume`);
    },
    quiet: (isQuiet) => {
      tell(io, isQuiet ? "quiet: nothing new is begun; to go on: importer worker resume" : "going on");
    },
    ended: (summary, { stopped }) => write(summaryOf(summary, stopped)),
    unknown: (jobs) => jobs.forEach((each) => tell(io, unknownLine(each))),
  };
}

/** `job 7 import-album: taken up again: its worker died`. */
export function recoveredLine({
  id,
  kind,
  state,
}: Pick<ImporterEvents["job-recovered"], "id" | "kind" | "state">): string {
  const words =
    state === "failed" ? "given up: its worker died too often" : "taken up again: its worker died";
  return `job ${id} ${plainText(kind)}: ${words}`;
}

/** `job 7 import-album done (0.1 s): created: album 3`. */
export function lineOf(job: ImporterEvents["job-finished"], colour: InstanceType<typeof Chalk>): string {
  const paint = { done: colour.green, failed: colour.red, lost: colour.red } as Partial<
    Record<typeof job.outcome, (text: string) => string>
  >;
  const outcome = (paint[job.outcome] ?? colour.yellow)(job.outcome);
  const again = job.runAt === undefined ? "" : `, again at ${timeToCome(job.runAt)}`;
  const why = job.detail === undefined ? "" : `: ${plainText(job.detail)}`;
  const help = job.outcome === "failed" ? `\n  to try it again: importer jobs retry ${job.id}` : "";
  return `job ${job.id} ${plainText(job.kind)} ${outcome} (${(job.durationMs / 1000).toFixed(1)} s)${again}${why}${help}`;
}

/** `3 done, 1 failed in 12.3 s; 2 wait for later`. */
export function summaryOf(summary: WorkerSummary, stopped: boolean): string {
  const outcomes = ["done", "failed", "retried", "cancelled", "snoozed", "returned"] as const;
  const counts = outcomes.filter((name) => summary[name] > 0).map((name) => `${summary[name]} ${name}`);
  const isPaused = summary.pausedAt !== undefined;
  const left = [
    isPaused && counts.length > 0 ? "workers are paused (importer worker resume)" : "",
    summary.remaining.ready > 0 ? `${summary.remaining.ready} ready` : "",
    summary.remaining.running > 0 ? `${summary.remaining.running} running elsewhere` : "",
    summary.remaining.scheduled > 0 ? `${summary.remaining.scheduled} scheduled for later` : "",
    summary.remaining.failed > 0
      ? `${summary.remaining.failed} failed (importer jobs list --state failed)`
      : "",
  ].filter((text) => text !== "");
  const isIdle = isPaused && counts.length === 0;
  const did = counts.length > 0 ? counts.join(", ") : "nothing to do";
  const head = isIdle
    ? "nothing done: workers are paused; to go on: importer worker resume"
    : `${stopped ? "stopped: " : ""}${did}${counts.length > 0 ? ` in ${(summary.durationMs / 1000).toFixed(1)} s` : ""}`;
  return left.length > 0 ? `${head}; left: ${left.join(", ")}` : head;
}
