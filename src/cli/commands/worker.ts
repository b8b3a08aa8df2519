import { Option, type Command } from "commander";
import { exitCodes } from "../../errors.ts";
import { exitCodeOfTroubles } from "../ending/troubles.ts";
import type { WorkerSummary } from "../../jobs/worker/worker.ts";
import { withImporting, withLibrary } from "../run/context.ts";
import type { WorkingContext } from "../../composition/working.ts";
import {
  ignoreHupFlag,
  logFormats,
  metricsFlag,
  type LogFormat,
  parseCountFlag,
  parseSeconds,
  repeatable,
} from "../typed/flags.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { oneFlagOf } from "../typed/one-flag.ts";
import { createOutput } from "../io/output.ts";

interface WorkerFlags {
  queue: string[];
  concurrency?: number;
  drain?: boolean;
  /** ms. */
  grace?: number;
  ignoreHup?: boolean;
  json?: boolean;
  log?: LogFormat;
  metrics?: string;
}

export function addWorkerCommand(program: Command, io: Io, ending: CommandEnding): void {
  const worker = program
    .command("worker")
    .description("work the queued jobs, until Ctrl-C")
    .addOption(repeatable("-q, --queue <name>", "only this queue (repeatable)"))
    .option("-c, --concurrency <number>", "at most so many jobs at once (serial stays at 1)", parseCountFlag)
    .option("--drain", "leave when nothing is due any more")
    .option(
      "--grace <seconds>",
      "what runs has so long to end when stopped (25; as process 1: 7)",
      parseSeconds,
    )
    .addOption(ignoreHupFlag())
    .addOption(new Option("--log <format>", "a line an event, with time and level").choices(logFormats))
    .addOption(metricsFlag())
    .option("--json", "print one JSON line for each event")
    .action(async (flags: WorkerFlags) => {
      oneFlagOf(flags, ["log", "json"], "importer worker");
      if (flags.ignoreHup) io.ignoreHangUp();
      ending.exitCode = await work(flags, io);
    });
  addPause(worker, io);
  addResume(worker, io);
}

async function work(flags: WorkerFlags, io: Io): Promise<number> {
  return withImporting(
    io,
    { patience: "worker", metrics: { file: flags.metrics, command: "worker" } },
    async (context) => {
      const { db, events, signal } = context;
      const { createWorker } = await import("../../jobs/worker/worker.ts");
      const { pausedSince } = await import("../../jobs/operators/pause.ts");
      const { defaultGraceMs } = await import("../../jobs/worker/stop.ts");
      const { createTasks } = await import("../../tasks.ts");
      const { taskContextOf } = await import("../../composition/task-context.ts");
      const { showActivity } = await import("../view/imports/activity.ts");
      const { showWork } = await import("../view/jobs/work.ts");
      if (flags.log === undefined) showActivity(events, io);
      const view =
        flags.log === undefined
          ? showWork(events, io, { json: flags.json ?? false })
          : (await import("../view/jobs/work-log.ts")).logWork(events, io, flags.log);
      const stopGraceMs = flags.grace ?? defaultGraceMs();
      const worker = createWorker({
        db,
        events,
        signal,
        stopGraceMs,
        tasks: createTasks(taskContextOf(context)),
        drain: flags.drain ?? false,
        chores: await choresOf(context),
        ...(flags.queue.length > 0 && { queues: flags.queue }),
        ...(flags.concurrency !== undefined && { concurrency: flags.concurrency }),
      });
      signal.addEventListener("abort", () => view.stopping(stopGraceMs));
      view.started({ queues: flags.queue, drain: flags.drain ?? false });
      const pausedAt = pausedSince(db);
      if (pausedAt !== undefined) view.paused(pausedAt);
      const ignoreStop = io.onStop(() => undefined, worker.leaveNow);
      const ignoreQuiet = io.onQuiet((isQuiet) => {
        worker.beQuiet(isQuiet);
        view.quiet(isQuiet);
      });
      try {
        const summary = await worker.run();
        view.ended(summary, { stopped: signal.aborted });
        if (!flags.drain) return exitCodes.done;
        const { countUnknown } = await import("../../jobs/operators/inspect-many.ts");
        const { jobKinds } = await import("../../jobs/queue/kinds.ts");
        view.unknown(countUnknown(db, jobKinds));
        return exitCodeOf(summary);
      } finally {
        ignoreQuiet();
        ignoreStop();
      }
    },
  );
}

/** The library keeps its own house while a worker runs. */
async function choresOf({ db, config }: WorkingContext): Promise<(() => void)[]> {
  const { createPruner } = await import("../../jobs/maintenance/prune.ts");
  const { createLogShrinker } = await import("../../jobs/maintenance/shrink-log.ts");
  const { createRunPruner } = await import("../../library/write/memory/prune-runs.ts");
  const clock = { now: Date.now };
  return [
    createPruner(db, config.retention, clock),
    createRunPruner(db, config.retention.runsMs, clock),
    createLogShrinker(db),
  ];
}

const exitCodeOf = ({ troubles }: WorkerSummary): number =>
  exitCodeOfTroubles({ ...troubles, unavailable: troubles.waiting });

function addPause(worker: Command, io: Io): void {
  worker
    .command("pause")
    .description("let all workers end what runs, and begin nothing new")
    .option("--json", "print one JSON document")
    .action((_: object, command: Command) =>
      withLibrary(io, async ({ db }) => {
        const { pausedSince, pauseWorkers } = await import("../../jobs/operators/pause.ts");
        const { localTime } = await import("../layout/text.ts");
        const output = createOutput(io, command.optsWithGlobals());
        const isNew = pauseWorkers(db, Date.now());
        const since = pausedSince(db)!;
        output.document({ paused: true, since: new Date(since).toISOString() });
        output.line(
          `workers are paused${isNew ? "" : ` since ${localTime(since)}`}; to go on: importer worker resume`,
        );
      }),
    );
}

function addResume(worker: Command, io: Io): void {
  worker
    .command("resume")
    .description("let all workers go on, also those that SIGTSTP made quiet")
    .option("--json", "print one JSON document")
    .action((_: object, command: Command) =>
      withLibrary(io, async ({ db }) => {
        const { resumeWorkers } = await import("../../jobs/operators/pause.ts");
        const output = createOutput(io, command.optsWithGlobals());
        const wasPaused = resumeWorkers(db);
        output.document({ paused: false });
        output.line(wasPaused ? "workers go on" : "no worker was paused");
      }),
    );
}
