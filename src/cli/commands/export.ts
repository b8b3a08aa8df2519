import { Option, type Command } from "commander";
import { UserError } from "../../errors.ts";
import { withLibrary } from "../run/context.ts";
import { untilStopped } from "../io/until-stopped.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { createOutput } from "../io/output.ts";
import { kindArgument } from "../typed/kind-argument.ts";
import { libraryFormats, type LibraryFormat } from "../typed/flags.ts";

type What = "lyrics" | "artwork" | "library";

interface ExportFlags {
  as?: LibraryFormat;
  dryRun?: boolean;
  force?: boolean;
  json?: boolean;
}

export function addExportCommand(program: Command, io: Io, ending: CommandEnding): void {
  program
    .command("export")
    .description("write lyrics or covers beside the audio files that were scanned, or the library itself")
    .addArgument(kindArgument(["lyrics", "artwork", "library"]))
    .argument("<folder>", "where the audio files lie; of the library a new one")
    .addOption(new Option("--as <format>", "of the library: in which form").choices(libraryFormats))
    .option("-n, --dry-run", "say what would be written")
    .option("--force", "over files that say something else, if they are older than what the library has")
    .option("--json", "print one JSON document")
    .action((what: What, folder: string, flags: ExportFlags) =>
      withLibrary(io, async ({ db, config }) => {
        if (what === "library") {
          refuseOtherFlags(flags);
          const { exportLibrary } = await import("./export-library.ts");
          return exportLibrary(db, folder, flags.as ?? "ndjson", createOutput(io, flags));
        }
        const { exportArtwork, exportLyrics } = await import("../../scan/export.ts");
        const { showExport } = await import("../view/runs/export.ts");
        const exporting = what === "lyrics" ? exportLyrics : exportArtwork;
        const options = { dryRun: flags.dryRun ?? false, force: flags.force ?? false };
        const exported = await untilStopped(io, (signal) =>
          exporting({ db, home: config.home, signal }, folder, options),
        );
        ending.exitCode = showExport(exported, what, io, flags);
      }),
    );
}

/** The library is written whole, and never over anything. */
function refuseOtherFlags({ dryRun, force }: ExportFlags): void {
  if (!dryRun && !force) return;
  throw new UserError(`--${dryRun ? "dry-run" : "force"} is for lyrics and artwork`, {
    hint: "importer export library --as csv ~/library",
  });
}
