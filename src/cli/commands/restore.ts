import { existsSync } from "node:fs";
import type { Command } from "commander";
import type { Checked } from "../../backup/restore.ts";
import { loadConfig, type Config } from "../../config.ts";
import { explainDatabaseError } from "../../db/faults.ts";
import { exitCodes, reasonOf, UserError } from "../../errors.ts";
import { plainText, shellQuoted } from "../../plain-text.ts";
import type { Io } from "../io/io.ts";
import { createOutput } from "../io/output.ts";
import { untilStopped } from "../io/until-stopped.ts";
import { refuseNoFolder } from "../typed/folder.ts";

interface RestoreFlags {
  yes?: boolean;
  json?: boolean;
}

export function addRestoreCommand(program: Command, io: Io): void {
  program
    .command("restore")
    .description("put a backup in the library's place; what was there is kept as a backup, too")
    .argument("<folder>", "one that importer backup made")
    .option("-y, --yes", "do it without a question")
    .option("--json", "print one JSON document")
    .action((folder: string, flags: RestoreFlags) =>
      untilStopped(io, async (signal) => {
        refuseNoFolder(folder, "importer restore <folder that importer backup made>");
        const config = loadConfig(io.env);
        const { libraryPath } = config;
        const { checkBackup, restoreBackup } = await import("../../backup/restore.ts");
        const { restoredDocument, restoredOf, showRestored } = await import("../view/runs/backup.ts");
        const place = { home: config.home, now: Date.now, signal };
        try {
          const checked = await checkBackup(folder, place);
          if (!flags.yes) await expectConsent(checked, config, io, signal);
          const { noteRestored } = await import("../../ledger/entries/restored.ts");
          const { words = "importer restore" } = io.typed ?? {};
          let run: number | null = null;
          const { kept, unnoted } = await restoreBackup(checked, place, async (db, replaced) => {
            run = await noteRestored(db, words, restoredOf(checked, replaced), Date.now);
          });
          const why =
            unnoted === undefined ? null : reasonOf(explainDatabaseError(unnoted, libraryPath) ?? unnoted);
          const output = createOutput(io, flags);
          output.document({ ...restoredDocument(checked, libraryPath, kept), run, unnoted: why });
          showRestored(output, checked, libraryPath, kept);
          if (why !== null) output.remark(`importer: the history could not be told of it: ${plainText(why)}`);
        } catch (error) {
          throw explainDatabaseError(error, libraryPath) ?? error;
        }
      }),
    );
}

/** Without a library there is nothing to lose, and nothing to ask. */
async function expectConsent(
  { folder, manifest }: Checked,
  { libraryPath }: Config,
  io: Io,
  signal: AbortSignal,
): Promise<void> {
  if (!existsSync(libraryPath)) return;
  const { contentsText } = await import("../view/runs/backup.ts");
  const { askYesNo } = await import("../io/converse.ts");
  const command = `importer restore ${shellQuoted(folder)} --yes`;
  if (!io.interactive) {
    throw new UserError(`a restore replaces ${libraryPath}, which needs a yes; nothing was changed`, {
      hint: command,
    });
  }
  const question = `Replace ${libraryPath} by the backup with ${contentsText(manifest)}? What is there is kept. [y/N]: `;
  if (await askYesNo(question, io, signal)) return;
  throw new UserError("nothing was changed", { hint: command, exitCode: exitCodes.failed });
}
