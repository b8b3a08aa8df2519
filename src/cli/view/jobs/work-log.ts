import { Chalk } from "chalk";
import type { Events } from "../../../events.ts";
import { plainText } from "../../../plain-text.ts";
import type { LogFormat } from "../../typed/flags.ts";
import type { Io } from "../../io/io.ts";
import { toJson } from "../../layout/json.ts";
import { unknownLine } from "./jobs.ts";
import { localTime } from "../../layout/text.ts";
import { waitingText } from "../../layout/words.ts";
import { lineOf, recoveredLine, summaryOf, type WorkView } from "./work.ts";

type Level = "info" | "warn" | "error";

/** A line an event on stdout: its time (ISO 8601, UTC), its level, what happened; as JSON with the event's own fields, too. */
function createLog(io: Io, format: LogFormat) {
  return (level: Level, event: string, message: string, details: object = {}): void => {
    const time = new Date().toISOString();
    const text = plainText(message.replace(/\s*\n\s*/g, "; "));
    const line =
      format === "json"
        ? toJson({ time, level, event, message: text, ...details })
        : `${time} ${level.toUpperCase().padEnd(5)} ${text}`;
    io.stdout.write(`${line}\n`);
  };
}

/** A worker's doings as a log. */
export function logWork(events: Events, io: Io, format: LogFormat): WorkView {
  const log = createLog(io, format);
  const colour = new Chalk({ level: 0 });
  logActivity(events, log);
  events.on("job-started", (job) => {
    const again = job.attempt > 1 ? `, try ${job.attempt}` : "";
    log("info", "job-started", `job ${job.id} ${job.kind} started${again}`, job);
  });
  events.on("job-finished", (job) => {
    const level = { failed: "error", lost: "warn", retried: "warn" } as Partial<
      Record<typeof job.outcome, Level>
    >;
    log(level[job.outcome] ?? "info", "job-finished", lineOf(job, colour), job);
  });
  events.on("job-recovered", (job) =>
    log(job.state === "failed" ? "error" : "warn", "job-recovered", recoveredLine(job), job),
  );
  return {
    started: (about) => log("info", "worker-started", about.drain ? "working what is due" : "working", about),
    stopping: (graceMs) =>
      log("info", "worker-stopping", `stopping: what runs has ${graceMs / 1000} s to end`, { graceMs }),
    paused: (since) => log("warn", "worker-paused", `workers are paused since ${localTime(since)}`),
    quiet: (isQuiet) =>
      log("info", isQuiet ? "worker-quiet" : "worker-resumed", isQuiet ? "quiet" : "going on"),
    ended: (summary, { stopped }) =>
      log("info", "worker-ended", summaryOf(summary, stopped), { stopped, ...summary }),
    unknown: (jobs) => jobs.forEach((each) => log("warn", "jobs-unknown", unknownLine(each), each)),
  };
}

/** What takes time or goes wrong on the way: all that a person would be told on stderr. */
function logActivity(events: Events, log: ReturnType<typeof createLog>): void {
  events.on("request-retried", (retry) => {
    const words = `${retry.reason}; trying again (${retry.attempt + 1} of ${retry.attempts})`;
    log("warn", "request-retried", words, retry);
  });
  events.on("gate-waiting", (wait) => log("info", "gate-waiting", waitingText(wait), wait));
  events.on("source-rested", (rest) =>
    log("warn", "source-rested", `${rest.source} is left alone: ${rest.reason}`, rest),
  );
  events.on("network-held", (held) => log("warn", "network-held", `${held.says}; ${held.remedy}`, held));
  events.on("network-back", (back) => log("info", "network-back", back.says, back));
  events.on("ai-out-of-order", (fault) =>
    log("warn", "ai-out-of-order", `${fault.model} is left alone for a while: ${fault.reason}`, fault),
  );
  events.on("library-locked", () =>
    log(
      "warn",
      "library-locked",
      "the library is in use by another program, which does not let go of it; waiting",
    ),
  );
}
