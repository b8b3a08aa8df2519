import type { Command } from "commander";
import { exitCodes } from "../../errors.ts";
import { withImporting } from "../context.ts";
import { repeatable, parseCount } from "../flags.ts";
import type { Io } from "../io.ts";
import type { Ending } from "../main.ts";

interface WorkerFlags {
  queue: string[];
  concurrency?: number;
  drain?: boolean;
  json?: boolean;
}

export function addWorkerCommand(program: Command, io: Io, ending: Ending): void {
  program
    .command("worker")
    .description("work the queued jobs, until Ctrl-C")
    .addOption(repeatable("-q, --queue <name>", "only this queue (repeatable)"))
    .option("-c, --concurrency <number>", "at most so many jobs at once (serial stays at 1)", parseCount)
    .option("--drain", "leave when nothing is due any more")
    .option("--json", "print one JSON line for each event")
    .action(async (flags: WorkerFlags) => {
      ending.exitCode = await work(flags, io);
    });
}

async function work(flags: WorkerFlags, io: Io): Promise<number> {
  return withImporting(io, {}, async (context) => {
    const { db, events, signal } = context;
    const { createWorker } = await import("../../jobs/worker.ts");
    const { createTasks } = await import("../../tasks.ts");
    const { taskContextOf } = await import("../task-context.ts");
    const { showActivity } = await import("../view/activity.ts");
    const { showWork } = await import("../view/work.ts");
    showActivity(events, io);
    const view = showWork(events, io, { json: flags.json ?? false });
    const worker = createWorker({
      ...{ db, events, signal, tasks: createTasks(taskContextOf(context)), drain: flags.drain ?? false },
      ...(flags.queue.length > 0 && { queues: flags.queue }),
      ...(flags.concurrency !== undefined && { concurrency: flags.concurrency }),
    });
    signal.addEventListener("abort", () => view.stopping());
    view.started({ queues: flags.queue, drain: flags.drain ?? false });
    const ignoreStop = io.onStop(() => undefined, worker.leaveNow);
    try {
      view.ended(await worker.run(), { stopped: signal.aborted });
    } finally {
      ignoreStop();
    }
    return exitCodes.done;
  });
}
