import { Argument, type Command } from "commander";
import { InterruptedError } from "../../errors.ts";
import { withLibrary } from "../context.ts";
import type { Io } from "../io.ts";
import type { Ending } from "../ending.ts";

type What = "lyrics" | "artwork";

interface ExportFlags {
  dryRun?: boolean;
  force?: boolean;
  json?: boolean;
}

export function addExportCommand(program: Command, io: Io, ending: Ending): void {
  program
    .command("export")
    .description("write lyrics or covers beside the audio files that were scanned")
    .addArgument(new Argument("<what>").choices(["lyrics", "artwork"]))
    .argument("<folder>", "where the audio files lie")
    .option("-n, --dry-run", "say what would be written")
    .option("--force", "over files that say something else, if they are older than what the library has")
    .option("--json", "print one JSON document")
    .action((what: What, folder: string, flags: ExportFlags) =>
      withLibrary(io, async ({ db, config }) => {
        const { exportArtwork, exportLyrics } = await import("../../scan/export.ts");
        const { showExport } = await import("../view/export.ts");
        const stopping = new AbortController();
        const ignoreStop = io.onStop(() => stopping.abort(new InterruptedError()));
        try {
          const exporting = what === "lyrics" ? exportLyrics : exportArtwork;
          const options = { dryRun: flags.dryRun ?? false, force: flags.force ?? false };
          const context = { db, home: config.home, signal: stopping.signal };
          ending.exitCode = showExport(await exporting(context, folder, options), what, io, flags);
        } finally {
          ignoreStop();
        }
      }),
    );
}
