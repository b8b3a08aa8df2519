import type { Command } from "commander";
import { withLibrary } from "../run/context.ts";
import { untilStopped } from "../io/until-stopped.ts";
import { ignoreHupFlag } from "../typed/flags.ts";
import type { CommandEnding, Io } from "../io/io.ts";

interface ScanFlags {
  dryRun?: boolean;
  gone?: boolean;
  again?: boolean;
  strict?: boolean;
  ignoreHup?: boolean;
  json?: boolean;
}

export function addScanCommand(program: Command, io: Io, ending: CommandEnding): void {
  program
    .command("scan")
    .description("read audio files' tags, covers and lyrics into the library; again: only what changed")
    .argument("<folder>", "where the music lies")
    .addOption(ignoreHupFlag())
    .option("-n, --dry-run", "say what would be new, changed, moved or missing; write nothing")
    .option("--gone", "most of the files are missing, and that is meant: mark them")
    .option("--again", "files of what was removed from the library are wanted again")
    .option("--strict", "exit 1 if any file or folder could not be read")
    .option("--json", "print one JSON document")
    .action((folder: string, flags: ScanFlags) => {
      if (flags.ignoreHup) io.ignoreHangUp();
      return withLibrary(io, async ({ db, config }) => {
        const { scan } = await import("../../scan/scan.ts");
        const { createEvents } = await import("../../events.ts");
        const { transact } = await import("../../db/transact.ts");
        const { showScan } = await import("../view/runs/scan.ts");
        const events = createEvents();
        const view = showScan(events, io, flags);
        const context = { db, events, now: Date.now, home: config.home };
        const write = <T>(work: () => T): Promise<T> => transact(db, work);
        const options = {
          dryRun: flags.dryRun ?? false,
          gone: flags.gone ?? false,
          again: flags.again ?? false,
        };
        try {
          const result = await untilStopped(io, (signal) =>
            scan({ ...context, signal, transact: write }, folder, options),
          );
          ending.exitCode = view.ended(result);
        } finally {
          view.close();
        }
      });
    });
}
