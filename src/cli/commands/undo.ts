import type { Command } from "commander";
import type { Db } from "../../db/connection.ts";
import { itemTypes, type ItemType } from "../../db/item-types.ts";
import { UserError } from "../../errors.ts";
import type { UndoOptions } from "../../ledger/undo/undo.ts";
import { withLibrary } from "../run/context.ts";
import { parseId } from "../typed/flags.ts";
import { flagsTyped } from "../typed/same-command.ts";
import type { Io } from "../io/io.ts";
import { dryRunOf } from "../run/dry-run.ts";
import { createOutput } from "../io/output.ts";

interface UndoFlags {
  dryRun?: boolean;
  withLater?: boolean;
  only?: string;
  json?: boolean;
}

export function addUndoCommand(program: Command, io: Io): void {
  program
    .command("undo")
    .description("take back what a run and its jobs changed in the library")
    .argument("<run>", "its number, as importer history shows it", parseId)
    .option("-n, --dry-run", "say what would go and come back; change nothing")
    .option("--with-later", "later runs whose rows hang on it are undone first")
    .option("--only <item>", "only what belongs to one item: album:7, artist:3, release:12, track:40")
    .option("--json", "print one JSON document")
    .action((run: number, flags: UndoFlags, command: Command) =>
      withLibrary(io, async ({ db }) => {
        const { entryBehind } = await import("../../db/on-behalf.ts");
        const { showUndone } = await import("../view/items/undo.ts");
        const output = createOutput(io, flags);
        const { dryRun = false, withLater = false } = flags;
        const only = flags.only === undefined ? undefined : await itemOf(db, flags.only);
        const entryId = (): number => entryBehind(db)!;
        const { undoRun } = await import("../../ledger/undo/undo.ts");
        const { reopenDecidedIn } = await import("../../lists/review/undo-decisions.ts");
        const now = Date.now();
        const takeBackBeside = (runId: number): void => reopenDecidedIn(db, runId, now);
        const options = { withLater, only, now, entryId, takeBackBeside };
        const undone = await dryRunOf(db, dryRun, () => undoRun(db, run, options));
        output.document({ run: undone.run, dryRun, ...undone.result });
        const { hasFilesBelow } = await import("../../library/items/files.ts");
        const kept = flagsTyped(command, ["dryRun", "json"]);
        showUndone(output, undone.result, { run, dryRun, kept, hasFiles: () => hasFilesBelow(db, "/") });
      }),
    );
}

async function itemOf(db: Db, text: string): Promise<UndoOptions["only"]> {
  const [, what = "", id = ""] = /^([a-z]+):([1-9]\d{0,14})$/.exec(text) ?? [];
  if (!(itemTypes as readonly string[]).includes(what)) {
    throw new UserError(`--only is "${text}", which names no item`, {
      hint: "for instance: importer undo 12 --only album:7",
    });
  }
  const { belongingTo } = await import("../../ledger/undo/only.ts");
  return belongingTo(db, what as ItemType, Number(id));
}
