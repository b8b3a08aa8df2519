import type { Command } from "commander";
import { UserError } from "../../errors.ts";
import { withImporting } from "../run/context.ts";
import { asksAgain, freshFlag, onlyOnce, parseWhich, parseYear, repeatable } from "../typed/flags.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { oneFlagOf } from "../typed/one-flag.ts";
import { createOutput } from "../io/output.ts";
import { readNumber, wordsToQueue, type CommandWords } from "../typed/number.ts";
import { refuseTwoArtists } from "../typed/two-things.ts";
import { flagsTyped } from "../typed/same-command.ts";
import { findItem } from "../typed/which.ts";
import type { DiscographyFlags } from "./discography.ts";

interface ArtistFlags extends DiscographyFlags {
  mbid?: string;
  id?: string;
  forceProviders?: boolean;
  provider: string[];
  again?: boolean;
  albums?: boolean;
  fresh?: boolean;
  later?: boolean;
  /** Those that a command which goes on has, too. */
  kept: string;
}

export function addArtistCommand(program: Command, io: Io, ending: CommandEnding): void {
  program
    .command("artist")
    .description("import or refresh one artist")
    .argument("[name]", "a name, an MBID, or an address of an artist")
    .option("--mbid <id>", "the MBID of the artist", onlyOnce())
    .option(
      "--id <which>",
      "an artist of the library: its id, or whatever else names it",
      onlyOnce(parseWhich),
    )
    .option("-f, --force-providers", "ask the providers again about an artist who is known")
    .addOption(repeatable("-p, --provider <name>", "only this provider (repeatable)"))
    .option("--again", "even one who was removed: wanted again")
    .option("--albums", "import the artist's albums, too")
    .option("--type <types>", "of the albums those of one of these types: album,ep,live …")
    .option("--exclude <types>", "of the albums none of these types: live,compilation …")
    .option("--from <year>", "of the albums those first released in this year or later", parseYear)
    .option("--to <year>", "of the albums those first released in this year or before", parseYear)
    .option("-n, --dry-run", "with --albums: list them, and write nothing")
    .option("--background", "with --albums: as jobs for the worker")
    .option("--events", "with --albums: print a JSON line for each, on stdout")
    .addOption(freshFlag())
    .option("--later", "queue it for the worker instead of asking now")
    .option("--json", "print one JSON document")
    .action(async (name: string | undefined, typed: Omit<ArtistFlags, "kept">, command: Command) => {
      const flags = { ...typed, kept: flagsTyped(command, ["id", "mbid", "later", "json"]) };
      if (name === undefined && flags.mbid === undefined && flags.id === undefined) {
        throw new UserError("a name is missing", { hint: 'for instance: importer artist "Pink Floyd"' });
      }
      checkTogether(flags);
      ending.exitCode = await (flags.later ? importLater : importFromWords)(name, flags, io);
    });
}

function checkTogether(flags: ArtistFlags): void {
  const { albums, type, exclude, from, to, dryRun, background, events } = flags;
  const ofAlbums = { type, exclude, from, to, "dry-run": dryRun, background, events };
  const [alone] = Object.entries(ofAlbums).find(([, value]) => value !== undefined) ?? [];
  if (!albums && alone !== undefined)
    throw new UserError(`--${alone} goes with --albums`, { hint: "importer artist --help" });
  oneFlagOf(flags, ["events", "json"], "importer artist");
}

/** What a job takes: a name or an MBID alone; whether both name one artist is not known unasked. */
function canQueue(typed: string | undefined, flags: ArtistFlags): boolean {
  const { mbid, id, albums, provider, again } = flags;
  const isBoth = typed !== undefined && mbid !== undefined;
  return !(isBoth || id !== undefined || albums || again || asksAgain(flags) || provider.length > 0);
}

/** Queued by its name: a worker asks when it can. */
async function importLater(typed: string | undefined, flags: ArtistFlags, io: Io): Promise<number> {
  const { artistQueryOf } = await import("../../importers/artist/query.ts");
  const { mbid } = flags;
  if (!canQueue(typed, flags)) {
    throw new UserError("--later goes with a name or --mbid alone", { hint: "importer artist --help" });
  }
  artistQueryOf({ name: typed, mbid }); // a worker must not find out what can be said now
  return withImporting(io, {}, async ({ db, importing }) => {
    const { enqueue } = await import("../../jobs/queue/queue.ts");
    const { showQueued } = await import("../view/imports/queued.ts");
    const name = await wordsToQueue(db, wordsOf(typed, flags));
    const uniqueKey = `import-artist:${JSON.stringify([name ?? "", mbid ?? ""])}`;
    const job = { kind: "import-artist", payload: { name, mbid }, uniqueKey } as const;
    return showQueued(io, flags, await importing.transact(() => enqueue(db, job, importing.now())));
  });
}

const wordsOf = (words: string | undefined, { mbid, id }: ArtistFlags): CommandWords => ({
  what: "artist",
  words,
  isAlone: mbid === undefined && id === undefined,
});

async function importFromWords(typed: string | undefined, flags: ArtistFlags, io: Io): Promise<number> {
  const { artistQueryOf } = await import("../../importers/artist/query.ts");
  const { mbid } = flags;
  artistQueryOf({ name: typed, mbid }); // what can't be asked is said before a library is opened
  if (flags.albums) (await import("./discography.ts")).wantedOf(flags);
  return withImporting(
    io,
    { dryRun: flags.dryRun, fresh: flags.fresh, force: flags.forceProviders },
    async (context) => {
      const { importArtist } = await import("../../importers/artist/import.ts");
      const { showActivity } = await import("../view/imports/activity.ts");
      const { showArtistImport } = await import("../view/imports/artist-import.ts");
      const output = createOutput(io, flags);
      const number = await readNumber(context.db, wordsOf(typed, flags), output);
      const name = number.words;
      const query = artistQueryOf({ name, mbid });
      const named = { what: "artist", words: flags.id ?? "", command: "importer artist --id" } as const;
      const id = flags.id === undefined ? number.id : (await findItem(context.db, named, output)).id;
      showActivity(context.events, io);
      await refuseTwoArtists(context.importing, { name, mbid, id });
      const result = await importArtist(
        { ...context.importing, again: flags.again ?? false },
        {
          query,
          id,
          only: flags.provider,
          force: asksAgain(flags),
        },
      );
      const isFound = result.itemId !== undefined || result.preview.length > 0;
      const about = {
        words: name,
        id,
        canQueue: id === undefined && canQueue(typed, flags),
        kept: flags.kept,
      };
      if (!flags.albums || !isFound) return showArtistImport(context.db, output, result, about);
      const { importDiscography } = await import("./discography.ts");
      return importDiscography(context, result, flags, io);
    },
  );
}
