import type { Command } from "commander";
import { UserError } from "../../errors.ts";
import { withImporting } from "../context.ts";
import { parseWhich, repeatable } from "../flags.ts";
import type { Io } from "../io.ts";
import type { Ending } from "../ending.ts";
import { createOutput } from "../output.ts";
import { findItem } from "../which.ts";

interface ArtistFlags {
  mbid?: string;
  id?: string;
  forceProviders?: boolean;
  provider: string[];
  json?: boolean;
}

export function addArtistCommand(program: Command, io: Io, ending: Ending): void {
  program
    .command("artist")
    .description("import or refresh one artist")
    .argument("[name]", "a name, an MBID, or an address of an artist")
    .option("--mbid <id>", "the MBID of the artist")
    .option("--id <which>", "an artist of the library: its id, or whatever else names it", parseWhich)
    .option("-f, --force-providers", "ask the providers again about an artist who is known")
    .addOption(repeatable("-p, --provider <name>", "only this provider (repeatable)"))
    .option("--json", "print one JSON document")
    .action(async (name: string | undefined, flags: ArtistFlags) => {
      if (name === undefined && flags.mbid === undefined && flags.id === undefined) {
        throw new UserError("a name is missing", { hint: 'for instance: importer artist "Pink Floyd"' });
      }
      ending.exitCode = await importFromWords(name, flags, io);
    });
}

async function importFromWords(name: string | undefined, flags: ArtistFlags, io: Io): Promise<number> {
  const { artistQueryOf } = await import("../../importers/artist/query.ts");
  const query = artistQueryOf({ name, mbid: flags.mbid });
  return withImporting(io, {}, async (context) => {
    const { importArtist } = await import("../../importers/artist/import.ts");
    const { showActivity } = await import("../view/activity.ts");
    const { showArtistImport } = await import("../view/artist-import.ts");
    const output = createOutput(io, flags);
    const named = { what: "artist", words: flags.id ?? "", command: "importer artist --id" } as const;
    const id = flags.id === undefined ? undefined : (await findItem(context.db, named, output)).id;
    showActivity(context.events, io);
    const result = await importArtist(context.importing, {
      query,
      id,
      only: flags.provider,
      force: flags.forceProviders ?? false,
    });
    return showArtistImport(context.db, output, result, name);
  });
}
