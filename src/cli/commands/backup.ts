import type { Command } from "commander";
import { loadConfig } from "../../config.ts";
import type { Io } from "../io/io.ts";
import { createOutput } from "../io/output.ts";
import { untilStopped } from "../io/until-stopped.ts";
import { refuseNoFolder } from "../typed/folder.ts";

interface BackupFlags {
  to?: string;
  json?: boolean;
}

export function addBackupCommand(program: Command, io: Io): void {
  program
    .command("backup")
    .description("copy the library with its covers, whole and checked, also while a worker runs")
    .option("--to <folder>", "becomes the backup (a new one in the home folder's backups)")
    .option("--json", "print one JSON document")
    .action((flags: BackupFlags) =>
      untilStopped(io, async (signal) => {
        const { home } = loadConfig(io.env);
        if (flags.to !== undefined) refuseNoFolder(flags.to, "importer backup --to /mnt/disk/music", "--to");
        const { makeBackup, usualFolder } = await import("../../backup/make.ts");
        const { backupDocument, showBackup } = await import("../view/runs/backup.ts");
        const folder = flags.to ?? usualFolder(home, Date.now());
        const backup = await makeBackup({ home, folder, covers: true, now: Date.now, signal });
        const output = createOutput(io, flags);
        output.document(backupDocument(backup));
        showBackup(output, backup);
      }),
    );
}
