import type { Command } from "commander";
import { itemTypes, type ItemType } from "../../db/item-types.ts";
import { withLibrary } from "../run/context.ts";
import { dryRunOf } from "../run/dry-run.ts";
import type { Io } from "../io/io.ts";
import { createOutput } from "../io/output.ts";
import { kindArgument } from "../typed/kind-argument.ts";
import { findItem } from "../typed/which.ts";

interface MergeFlags {
  into: string;
  dryRun?: boolean;
  json?: boolean;
}

export function addMergeCommand(program: Command, io: Io): void {
  program
    .command("merge")
    .description("make one item of two: what hangs on it moves, its id leads to the other from then on")
    .addArgument(kindArgument(itemTypes))
    .argument("<which>", "the one that goes: its library id, or whatever else names it")
    .requiredOption("--into <which>", "the one that stays")
    .option("-n, --dry-run", "say what would move; change nothing")
    .option("--json", "print one JSON document")
    .action((what: ItemType, words: string, { into, ...flags }: MergeFlags) =>
      withLibrary(io, async ({ db, config }) => {
        const { mergeItems } = await import("../../ledger/items/merge.ts");
        const { settleMergedCovers } = await import("../../library/write/enrichment/covers.ts");
        const { showMerged } = await import("../view/items/merge.ts");
        const output = createOutput(io, flags);
        const command = `importer merge ${what}`;
        const from = await findItem(db, { what, words, command }, output);
        const stays = await findItem(
          db,
          { what, words: into, command: `${command} ${from.id} --into` },
          output,
        );
        const { result, run } = await dryRunOf(db, flags.dryRun, () => {
          const now = Date.now();
          const merged = mergeItems(db, what, from.id, stays.id, now);
          // Which of the pictures that both were offered is the cover, is decided anew.
          if (what === "album") settleMergedCovers(db, stays.id, { ...config.artwork, now });
          return merged;
        });
        const names = [from, stays].map(({ id, title }) => ({ id, title }));
        const told = { what, from: names[0]!, into: names[1]!, dryRun: flags.dryRun ?? false, run };
        output.document({ ...told, ...result });
        showMerged(output, told, result);
      }),
    );
}
