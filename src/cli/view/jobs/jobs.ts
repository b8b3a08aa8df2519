import type { listResting } from "../../../db/services/breakers.ts";
import type { ErrorGroup, UnknownJobs } from "../../../jobs/operators/inspect-many.ts";
import type { getJob, Job, JobCount, WorkerRow } from "../../../jobs/operators/inspect.ts";
import { plainText, shellQuoted } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { renderTable } from "../../layout/table.ts";
import { localTime, pad } from "../../layout/text.ts";
import { payloadTexts } from "./payload.ts";
import { countText } from "../../../counts.ts";

/** A job as other programs read it. */
export function jsonOfJob<J extends Job>({ cancelAsked, hasSaved, ...job }: J) {
  return { ...job, cancelAsked: cancelAsked === 1, hasSaved: hasSaved === 1 };
}

export function renderJobs(jobs: Job[], output: Output): string {
  return renderTable(
    jobs,
    [
      { title: "id", value: (job) => job.id, align: "right" },
      { title: "kind", value: (job) => job.kind },
      { title: "queue", value: (job) => job.queue },
      { title: "state", value: (job) => job.state },
      { title: "tries", value: (job) => `${job.attempts}/${job.maxAttempts}`, align: "right" },
      { title: "about", value: aboutOf, flexible: true },
      { title: "when", value: whenOf },
      { title: "error", value: (job) => job.lastError, flexible: true },
    ],
    output,
  );
}

export function showJob(output: Output, job: NonNullable<ReturnType<typeof getJob>>): void {
  output.line(output.colour.bold(`job ${job.id} ${plainText(job.kind)}: ${job.state}`));
  const fields: [string, string | null][] = [
    ["queue", job.queue],
    ["payload", JSON.stringify(job.payload)],
    ["tries", `${job.attempts} of ${job.maxAttempts}`],
    ["crashes", job.crashes > 0 ? String(job.crashes) : null],
    ["snoozes", job.snoozes > 0 ? String(job.snoozes) : null],
    ["unique key", job.uniqueKey],
    ["queued", timeOf(job.createdAt)],
    ["runs at", job.state === "scheduled" ? timeOf(job.runAt) : null],
    ["started", timeOf(job.startedAt)],
    ["ended", timeOf(job.finishedAt)],
    ["error", job.lastError],
  ];
  for (const [name, value] of fields) if (value) output.line(`  ${pad(name, 10)} ${plainText(value)}`);
  for (const { attempt, endedAt, outcome, error, times } of job.attempted) {
    const often = times > 1 ? `${outcome} ${times} times` : outcome;
    output.line(`  try ${pad(String(attempt), 6)} ${timeOf(endedAt)} ${often}: ${plainText(error ?? "")}`);
  }
  if (job.state === "failed") output.line(`  to try it again: importer jobs retry ${job.id}`);
}

export function renderCounts(counts: JobCount[], output: Output): string {
  return renderTable(
    counts,
    [
      { title: "queue", value: (row) => row.queue },
      { title: "state", value: (row) => row.state },
      { title: "jobs", value: (row) => row.count, align: "right" },
    ],
    output,
  );
}

export function renderErrors(groups: ErrorGroup[], output: Output): string {
  return renderTable(
    groups,
    [
      { title: "jobs", value: (group) => group.count, align: "right" },
      { title: "state", value: (group) => group.state },
      { title: "kind", value: (group) => group.kind },
      { title: "newest", value: (group) => group.newestId, align: "right" },
      { title: "error", value: (group) => group.error, flexible: true },
    ],
    output,
  );
}

/** The command that tries all of a group again. */
export function retryLine({ state, kind, error }: ErrorGroup): string {
  return `importer jobs retry --state ${state} --kind ${shellQuoted(kind)} --error ${shellQuoted(error)}`;
}

/** What a job is, of which this program knows nothing else. */
export function unknownLine({ queue, kind, count }: UnknownJobs): string {
  const which = `of the kind "${plainText(kind)}" in the queue "${plainText(queue)}"`;
  return `${countText(count, "job")} ${which}, unknown to this importer: a newer one queued ${count === 1 ? "it" : "them"}, so update this one`;
}

export function renderWorkers(workers: WorkerRow[], output: Output): string {
  return renderTable(
    workers,
    [
      { title: "worker", value: (row) => row.id },
      { title: "host", value: (row) => row.host },
      { title: "pid", value: (row) => row.pid, align: "right" },
      { title: "running", value: (row) => row.running, align: "right" },
      { title: "is", value: conditionOf },
      { title: "since", value: (row) => timeOf(row.startedAt) },
    ],
    output,
  );
}

function conditionOf({ liveness, stoppingAt, quietAt }: WorkerRow): string {
  if (liveness === "dead") return liveness;
  return stoppingAt !== null ? "stopping" : quietAt !== null ? "quiet" : liveness;
}

/** `album 1`, `title Nevermind`: what it was queued with, in words. */
const aboutOf = ({ payload }: Job): string => payloadTexts(payload).join(", ");

function whenOf(job: Job): string | null {
  if (job.state === "scheduled") return `runs ${timeOf(job.runAt)}`;
  return timeOf(job.finishedAt ?? job.startedAt ?? job.createdAt);
}

const timeOf = (ms: number | null): string | null => (ms === null ? null : localTime(ms));

/** `musicbrainz (https://…) is left alone for 30 s more, it failed too often: …`. */
export function restingLine(
  { api, address, until, reason }: ReturnType<typeof listResting>[number],
  nowMs: number,
): string {
  const seconds = Math.ceil((until - nowMs) / 1000);
  return plainText(`${api} (${address}) is left alone for ${seconds} s more, it failed too often: ${reason}`);
}
