import type { Command } from "commander";
import { itemTypes, type ItemType } from "../../db/item-types.ts";
import { withLibrary } from "../run/context.ts";
import { dryRunOf } from "../run/dry-run.ts";
import type { Io } from "../io/io.ts";
import { createOutput } from "../io/output.ts";
import { kindArgument } from "../typed/kind-argument.ts";
import { findItem } from "../typed/which.ts";

interface RemoveFlags {
  dryRun?: boolean;
  json?: boolean;
}

export function addRemoveCommand(program: Command, io: Io): void {
  program
    .command("remove")
    .description(
      "take an item out of the library, with all that hangs on it; no listing or scan brings it back",
    )
    .addArgument(kindArgument(itemTypes))
    .argument("<which>", "its library id, MBID, address or identifier, or (the beginning of) its title")
    .option("-n, --dry-run", "say what would go; change nothing")
    .option("--json", "print one JSON document")
    .action((what: ItemType, words: string, flags: RemoveFlags) =>
      withLibrary(io, async ({ db }) => {
        const { removeItem } = await import("../../ledger/items/remove.ts");
        const { showRemoved } = await import("../view/items/remove.ts");
        const output = createOutput(io, flags);
        const item = await findItem(db, { what, words, command: `importer remove ${what}` }, output);
        const { result, run } = await dryRunOf(db, flags.dryRun, () =>
          removeItem(db, what, item.id, item.title, Date.now()),
        );
        const told = { what, id: item.id, title: item.title, dryRun: flags.dryRun ?? false, run };
        output.document({ ...told, ...result });
        showRemoved(output, told, result);
      }),
    );
}
