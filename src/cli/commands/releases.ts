import type { Command } from "commander";
import { exitCodes, UserError } from "../../errors.ts";
import { plainText } from "../../plain-text.ts";
import { withImporting } from "../context.ts";
import type { WorkingContext } from "../../composition/working.ts";
import { repeatable } from "../flags.ts";
import type { Io } from "../io.ts";
import type { Ending } from "../ending.ts";
import { createOutput } from "../output.ts";
import { countText } from "../view/words.ts";

interface ReleasesFlags {
  provider: string[];
  json?: boolean;
}

export function addReleasesCommand(program: Command, io: Io, ending: Ending): void {
  program
    .command("releases")
    .description("import the releases of an album now, as the queued job would")
    .argument("<album>", "its library id, its MBID, or its title")
    .addOption(repeatable("-p, --provider <name>", "only this provider (repeatable)"))
    .option("--json", "print one JSON document")
    .action(async (words: string, flags: ReleasesFlags) => {
      ending.exitCode = await withImporting(io, {}, async (context) => {
        const { importReleases } = await import("../../importers/release/import.ts");
        const { showActivity } = await import("../view/activity.ts");
        const { exitCodeOf, jsonOfProviders, showProviders } = await import("../view/import-result.ts");
        const album = await findAlbum(context, words);
        showActivity(context.events, io);
        const result = await importReleases(context.importing, album, flags.provider);
        const output = createOutput(io, flags);
        const { created, updated, unchanged } = result.saved;
        output.document({
          outcome: result.outcome,
          ...(result.asked && { asked: true }),
          albumId: album.id,
          releases: result.saved,
          providers: jsonOfProviders(result),
        });
        const all = created + updated + unchanged;
        const said =
          exitCodeOf(result.outcome) === exitCodes.done
            ? `${countText(all, "release")}, ${created} new, ${updated} changed`
            : result.outcome;
        output.line(`${plainText(album.title)}: ${said.replace("_", " ")}`);
        showProviders(output, result);
        if (all > 0) output.line(`  to see them: importer show album ${album.id}`);
        return exitCodeOf(result.outcome);
      });
    });
}

/** A small whole number is a library id here; anything else names an album that the library must know. */
async function findAlbum({ db }: WorkingContext, words: string) {
  const { getAlbum } = await import("../../library/albums.ts");
  const { albumQueryOf } = await import("../../importers/album/query.ts");
  const { findFittingAlbums, findNamedAlbums } = await import("../../importers/album/finder.ts");
  const isId = /^[1-9]\d{0,6}$/.test(words.trim());
  const byId = isId ? getAlbum(db, Number(words)) : undefined;
  const query = albumQueryOf({ title: words })!;
  const named = byId ? [byId] : findNamedAlbums(db, query);
  const albums = named.length > 0 ? named : findFittingAlbums(db, query);
  if (albums.length > 1) {
    const ids = albums.map((album) => album.id).join(", ");
    throw new UserError(`several albums of the library are called "${words}": ${ids}`, {
      hint: `importer releases ${albums[0]!.id}`,
      exitCode: exitCodes.ambiguous,
    });
  }
  if (albums[0]) return albums[0];
  throw new UserError(`the library has no album "${words}"`, {
    hint: isId ? "importer list albums" : `importer album "${words}"`,
    exitCode: exitCodes.notFound,
  });
}
