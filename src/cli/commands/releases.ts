import type { Command } from "commander";
import { exitCodes } from "../../errors.ts";
import { plainText, argumentQuoted } from "../../plain-text.ts";
import { withImporting } from "../run/context.ts";
import { freshFlag, repeatable } from "../typed/flags.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { createOutput } from "../io/output.ts";
import { findItem } from "../typed/which.ts";
import { countText } from "../../counts.ts";

interface ReleasesFlags {
  provider: string[];
  again?: boolean;
  fresh?: boolean;
  json?: boolean;
}

export function addReleasesCommand(program: Command, io: Io, ending: CommandEnding): void {
  program
    .command("releases")
    .description("import the releases of an album now, as the queued job would")
    .argument("<album>", "its library id, MBID, address or identifier, or (the beginning of) its title")
    .addOption(repeatable("-p, --provider <name>", "only this provider (repeatable)"))
    .option("--again", "with what was removed of them: it is wanted again")
    .addOption(freshFlag())
    .option("--json", "print one JSON document")
    .action(async (words: string, flags: ReleasesFlags) => {
      ending.exitCode = await withImporting(io, { fresh: flags.fresh }, async (context) => {
        const { getAlbum } = await import("../../library/items/albums.ts");
        const { importReleases } = await import("../../importers/release/import.ts");
        const { notWantedText } = await import("../../importers/release/wanted.ts");
        const { showActivity } = await import("../view/imports/activity.ts");
        const { exitCodeOf, jsonOfProviders, jsonOfUpstream, showProviders } =
          await import("../view/imports/import-result.ts");
        const output = createOutput(io, flags);
        const ifNone = /^\d+$/.test(words)
          ? "importer list albums"
          : `importer album ${argumentQuoted(words)}`;
        const asked = { what: "album", words, command: "importer releases", ifNone } as const;
        const album = getAlbum(context.db, (await findItem(context.db, asked, output)).id)!;
        showActivity(context.events, io);
        const result = await importReleases(
          { ...context.importing, again: flags.again ?? false, unaskedEditions: undefined },
          album,
          flags.provider,
        );
        const { created, updated, unchanged } = result.saved;
        const less = notWantedText(result.notWanted, album.id);
        output.document({
          outcome: result.outcome,
          ...(result.asked && { asked: true }),
          albumId: album.id,
          releases: result.saved,
          ...(less && { notWanted: result.notWanted }),
          providers: jsonOfProviders(result),
          ...jsonOfUpstream(result),
        });
        const all = created + updated + unchanged;
        const said =
          exitCodeOf(result.outcome) === exitCodes.done
            ? `${countText(all, "release")}, ${created} new, ${updated} changed`
            : result.outcome;
        output.line(`${plainText(album.title)}: ${said.replace("_", " ")}`);
        showProviders(output, result);
        if (less) output.line(`  ${less}`);
        const whole = `importer album --id ${album.id} --force-providers`;
        if (result.outcome === "not_found") output.remark(`  to ask for the album itself: ${whole}`);
        if (result.outcome === "unavailable")
          output.remark(`  nothing was lost; to go on later: importer releases ${album.id}`);
        if (all > 0) output.line(`  to see them: importer show album ${album.id}`);
        return exitCodeOf(result.outcome);
      });
    });
}
