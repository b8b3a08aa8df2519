import type { Command } from "commander";
import type { WorkingContext } from "../../../composition/working.ts";
import { InterruptedError, nameOfExitCode, type ExitCode } from "../../../errors.ts";
import type { Holder } from "../../../jobs/locks/lock.ts";
import { withImporting } from "../../run/context.ts";
import { tellingSoFar } from "../../ending/stopped.ts";
import { ignoreHupFlag, metricsFlag } from "../../typed/flags.ts";
import { quiet, type CommandEnding, type Io } from "../../io/io.ts";
import { createOutput } from "../../io/output.ts";
import { worstOf } from "../../ending/troubles.ts";
import type { EndedPart, SyncFlags } from "./parts.ts";

interface Flags extends SyncFlags {
  enrich: boolean;
  export?: boolean;
  ignoreHup?: boolean;
  metrics?: string;
}

/** A folder of music as it is now, completed: scan, complete, enrich, and export beside the files. */
export function addSyncCommand(program: Command, io: Io, ending: CommandEnding): void {
  program
    .command("sync")
    .description("scan a folder, identify its albums, bring covers and lyrics: all in one, for cron as well")
    .argument("<folder>", "where the music lies")
    .option("--export", "write lyrics and covers beside the files, too; never over others")
    .option("--no-enrich", "no covers and lyrics")
    .option("--wifi-only", "covers and lyrics only on Wi-Fi that is not metered")
    .option("-n, --dry-run", "say what would be done, and write nothing")
    .addOption(ignoreHupFlag())
    .addOption(metricsFlag())
    .option("--json", "print one JSON document")
    .action(async (folder: string, flags: Flags) => {
      if (flags.ignoreHup) io.ignoreHangUp();
      ending.exitCode = await withImporting(
        io,
        { dryRun: flags.dryRun, metrics: { file: flags.metrics, command: "sync" } },
        (context) => sync(context, folder, flags, io),
      );
    });
}

/** One at a time a library; a dry run is in nobody's way. */
async function sync(context: WorkingContext, folder: string, flags: Flags, io: Io): Promise<ExitCode> {
  if (flags.dryRun) return runParts(context, folder, flags, io);
  const { HeldError, holdingLock } = await import("../../../jobs/locks/hold-lock.ts");
  const { db, importing } = context;
  const busy = (holder: Holder): Error => new HeldError(holder, "syncing this library");
  const work = (): Promise<ExitCode> => runParts(context, folder, flags, io);
  return holdingLock({ db, now: importing.now, name: "sync", busy }, work);
}

/** One after the other; what one can't have stops no other, but for the folder itself. */
async function runParts(context: WorkingContext, folder: string, flags: Flags, io: Io): Promise<ExitCode> {
  const parts = await import("./parts.ts");
  const work = {
    scan: parts.scanFolder,
    complete: parts.completeReleases,
    ...(flags.enrich && { enrich: parts.enrichTracks }),
    ...(flags.export && { export: parts.exportBeside }),
  };
  const { showWholeRun } = await import("../../view/runs/whole-run.ts");
  const names = Object.keys(work) as (keyof typeof work)[];
  const run = showWholeRun(context, flags.json ? quiet(io) : io, names);
  const given = { context, folder, flags, io: run.io };
  const output = createOutput(io, flags);
  const ended: Record<string, EndedPart> = {};
  for (const [at, name] of names.entries()) {
    output.remark(`${at + 1}/${names.length} ${name}`);
    run.begin(name);
    const place = `in ${at + 1}/${names.length} ${name}`;
    await tellingSoFar(
      run.io,
      () => place,
      async () => {
        ended[name] = await parts.doPart(given, name, work[name]!);
        if (context.signal.aborted) throw new InterruptedError();
      },
    );
  }
  const exitCode = worstOf(Object.values(ended).map((part) => part.exitCode));
  const told = Object.entries(ended).map(([name, part]) => [name, jsonOf(part)]);
  output.document({
    dryRun: flags.dryRun ?? false,
    ...Object.fromEntries(told),
    outcome: nameOfExitCode(exitCode),
  });
  if (flags.dryRun) output.remark("nothing was written (--dry-run)");
  return exitCode;
}

const jsonOf = ({ result, error, exitCode }: EndedPart): object => ({
  ...result,
  ...(error !== undefined && { error }),
  outcome: nameOfExitCode(exitCode),
});
