import type { Db } from "../../db/connection.ts";
import { reasonOf, UserError } from "../../errors.ts";
import type { Events } from "../../events.ts";
import type { Io } from "../io/io.ts";
import { tell } from "../io/output.ts";
import { replacedFile } from "../io/replaced-file.ts";
import { countEvents } from "./counters.ts";
import { expositionOf, type Metric } from "./exposition.ts";
import { gaugesOf } from "./gauges.ts";

/** As often as Prometheus looks by default. */
const everyMs = 15_000;

interface Measured {
  path: string;
  command: string;
  db: Db;
  events: Events;
  io: Io;
  now?: () => number;
}

/**
 * Writes the metrics of a run into a file, whole each time (atomic rename): now, every 15 s, and at its end.
 * @returns what ends it; undefined for an end without an exit code. @throws UserError where the file can't be written at all
 */
export function writeMetrics({
  path,
  command,
  db,
  events,
  io,
  now = Date.now,
}: Measured): (exitCode?: number) => void {
  const counted = countEvents(events);
  const startedAt = now();
  let hasFailed = false;
  const write = (ended: Metric[] = []): void => {
    const about = aboutRun(command, startedAt, now());
    replacedFile(path).write(expositionOf([...gaugesOf(db, now()), ...counted(), ...about, ...ended]));
  };
  const writeOrTell = (ended?: Metric[]): void => {
    try {
      write(ended);
      hasFailed = false;
    } catch (error) {
      if (!hasFailed)
        tell(io, `importer: ${path} can't be written now: ${reasonOf(error)}; the work goes on`);
      hasFailed = true;
    }
  };
  try {
    write();
  } catch (cause) {
    throw new UserError(`--metrics ${path} can't be written: ${reasonOf(cause)}`, {
      hint: "name a file in a folder that is there, such as /var/lib/node_exporter/importer.prom",
      cause,
    });
  }
  const timer = setInterval(writeOrTell, everyMs).unref();
  return (exitCode) => {
    clearInterval(timer);
    writeOrTell(exitCode === undefined ? [] : [endOf(command, exitCode)]);
  };
}

function aboutRun(command: string, startedAt: number, nowMs: number): Metric[] {
  const labels = { command };
  return [
    {
      name: "importer_run_start_time_seconds",
      help: "When this run began, as Unix time.",
      type: "gauge",
      samples: [{ labels, value: startedAt / 1000 }],
    },
    {
      name: "importer_metrics_written_time_seconds",
      help: "When this file was written, as Unix time.",
      type: "gauge",
      samples: [{ labels, value: nowMs / 1000 }],
    },
  ];
}

const endOf = (command: string, exitCode: number): Metric => ({
  name: "importer_run_exit_code",
  help: "How the run ended; it is not there while it goes on.",
  type: "gauge",
  samples: [{ labels: { command }, value: exitCode }],
});
