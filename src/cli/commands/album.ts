import type { Command } from "commander";
import { UserError } from "../../errors.ts";
import type { AlbumFacts } from "../../facts.ts";
import type { AlbumImport } from "../../importers/album/import.ts";
import type { AlbumQuery } from "../../importers/album/query.ts";
import type { Unfitting } from "../../importers/context.ts";
import type { ImportResult } from "../../importers/flow/result.ts";
import type { TypedQuestion } from "../../lists/review/put-typed.ts";
import { withImporting } from "../run/context.ts";
import type { WorkingContext } from "../../composition/working.ts";
import { asksAgain, freshFlag, onlyOnce, parseWhich, repeatable, parseYear } from "../typed/flags.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { createOutput } from "../io/output.ts";
import { oneFlagOf } from "../typed/one-flag.ts";
import { readNumber, wordsToQueue, type CommandWords } from "../typed/number.ts";
import { refuseTwoAlbums } from "../typed/two-things.ts";
import { flagsTyped } from "../typed/same-command.ts";
import { findItem } from "../typed/which.ts";

interface AlbumFlags {
  artist?: string;
  mbid?: string;
  id?: string;
  year?: number;
  forceProviders?: boolean;
  provider: string[];
  again?: boolean;
  fresh?: boolean;
  dryRun?: boolean;
  later?: boolean;
  partial?: boolean;
  yes?: boolean;
  json?: boolean;
  /** Those that a command which goes on has, too. */
  kept: string;
}

const sayingWhich = ["id", "mbid", "artist", "year", "later", "json"];

export function addAlbumCommand(program: Command, io: Io, ending: CommandEnding): void {
  program
    .command("album")
    .description("import or refresh one album")
    .argument("[title]", "a title, an MBID, a barcode, or an address of an album")
    .option("-a, --artist <name>", "the artist, when the title alone is not enough")
    .option("--mbid <id>", "the MBID (or address) of a release group, or of one of its releases", onlyOnce())
    .option(
      "--id <which>",
      "an album of the library: its id, or whatever else names it",
      onlyOnce(parseWhich),
    )
    .option("--partial", "with --id and an identifier: bind the files that fit, leave the others")
    .option("--yes", "with --id and an identifier: bind all files, those that don't fit by their place")
    .option("--year <year>", "the year of its first release", parseYear)
    .option("-f, --force-providers", "ask the providers again about an album that is known")
    .addOption(repeatable("-p, --provider <name>", "only this provider (repeatable)"))
    .option("--again", "even if it was removed: it is wanted again")
    .addOption(freshFlag())
    .option("-n, --dry-run", "show what would be imported, and why; write nothing")
    .option("--later", "queue it for the worker instead of asking now")
    .option("--json", "print one JSON document")
    .action(async (title: string | undefined, typed: Omit<AlbumFlags, "kept">, command: Command) => {
      const flags = { ...typed, kept: flagsTyped(command, sayingWhich) };
      if (title === undefined && flags.mbid === undefined && flags.id === undefined) {
        throw new UserError("a title is missing", { hint: 'for instance: importer album "Nevermind"' });
      }
      refuseFlags(title, flags);
      const run = flags.later ? importLater : importFromWords;
      ending.exitCode = await run(title, flags, io);
    });
}

/** @throws UserError for flags that contradict each other, or say nothing where they stand. */
function refuseFlags(title: string | undefined, { partial, yes, id, mbid, artist, year }: AlbumFlags): void {
  oneFlagOf({ partial, yes }, ["partial", "yes"], "importer album");
  if (title === undefined && (artist !== undefined || year !== undefined)) {
    throw new UserError(`${artist === undefined ? "--year" : "--artist"} is of a title, and none is given`, {
      hint: 'for instance: importer album "Nevermind" --artist Nirvana',
    });
  }
  if (!(partial || yes) || (id !== undefined && (title !== undefined || mbid !== undefined))) return;
  throw new UserError(`${partial ? "--partial" : "--yes"} is for files of an album that is bound`, {
    hint: "for instance: importer album --id 1 --mbid <the MBID of its release> --partial",
  });
}

async function importFromWords(typed: string | undefined, flags: AlbumFlags, io: Io): Promise<number> {
  const { albumQueryOf } = await import("../../importers/album/query.ts");
  const { artist, year, mbid, dryRun } = flags;
  albumQueryOf({ title: typed, artist, year, mbid }); // what can't be asked is said before a library is opened
  return withImporting(io, { dryRun, fresh: flags.fresh, force: flags.forceProviders }, async (opened) => {
    const unfitting: Unfitting = flags.yes ? "by place" : flags.partial ? "leave" : "ask";
    const again = flags.again ?? false;
    const context = { ...opened, importing: { ...opened.importing, again, unfitting } };
    const { importAlbum } = await import("../../importers/album/import.ts");
    const { showActivity } = await import("../view/imports/activity.ts");
    const { showAlbumImport } = await import("../view/imports/album-import.ts");
    const output = createOutput(io, flags);
    const number = await readNumber(context.db, wordsOf(typed, flags), output);
    const title = number.words;
    const query = albumQueryOf({ title, artist, year, mbid });
    const named = { what: "album", words: flags.id ?? "", command: "importer album --id" } as const;
    const id = flags.id === undefined ? number.id : (await findItem(context.db, named, output)).id;
    showActivity(context.events, io);
    await refuseTwoAlbums(context.importing, { title, artist, year, mbid, id });
    const options = { force: asksAgain(flags), only: flags.provider };
    const result = await importAlbum(context.importing, { query, id, ...options });
    const asks = io.interactive && !flags.json && !dryRun;
    // Words beside an id ask for nothing of their own.
    const asked = id !== undefined && query?.kind === "title" ? undefined : query;
    const settled = asks ? await settle(context, io, result, asked, options) : result;
    const about =
      id !== undefined ? { itemId: id } : title !== undefined && { typed: { title, artist, year } };
    if (!dryRun && about) await keepQuestion(context, about, settled);
    const isForQueue = id === undefined && canQueue(typed, flags);
    const typedItem = { words: title, mbid, id, canQueue: isForQueue, kept: flags.kept };
    return showAlbumImport({ db: context.db, io, output, dryRun }, settled, typedItem);
  });
}

const wordsOf = (words: string | undefined, { artist, year, mbid, id }: AlbumFlags): CommandWords => ({
  what: "album",
  words,
  isAlone: [artist, year, mbid, id].every((flag) => flag === undefined),
});

/** What is left open can be decided later: importer review. */
async function keepQuestion(
  { importing }: WorkingContext,
  about: TypedQuestion,
  result: ImportResult<AlbumFacts>,
): Promise<void> {
  if (result.outcome !== "ambiguous" && result.outcome !== "not_found") return;
  const { putTyped } = await import("../../lists/review/put-typed.ts");
  await putTyped(importing, about, result);
}

/** What a job takes: words or an MBID alone; whether both name one album is not known unasked. */
function canQueue(typed: string | undefined, flags: AlbumFlags): boolean {
  const { mbid, id, dryRun, provider, again } = flags;
  const isBoth = typed !== undefined && mbid !== undefined;
  return !(isBoth || id !== undefined || again || asksAgain(flags) || dryRun || provider.length > 0);
}

/** Queued by its words: a worker asks when it can. */
async function importLater(typed: string | undefined, flags: AlbumFlags, io: Io): Promise<number> {
  const { albumQueryOf } = await import("../../importers/album/query.ts");
  const { artist, year, mbid } = flags;
  if (!canQueue(typed, flags)) {
    throw new UserError("--later goes with words or --mbid alone", { hint: "importer album --help" });
  }
  albumQueryOf({ title: typed, artist, year, mbid }); // a worker must not find out what can be said now
  return withImporting(io, {}, async ({ db, importing }) => {
    const { importAlbumJob } = await import("../../lists/queue-list.ts");
    const { enqueue } = await import("../../jobs/queue/queue.ts");
    const { showQueued } = await import("../view/imports/queued.ts");
    const title = await wordsToQueue(db, wordsOf(typed, flags));
    const job = importAlbumJob({ title, artist, year, mbid });
    return showQueued(io, flags, await importing.transact(() => enqueue(db, job, importing.now())));
  });
}

/** On a terminal, a person decides what the resolver must not: which of several, or other words. */
async function settle(
  context: WorkingContext,
  io: Io,
  result: ImportResult<AlbumFacts>,
  query: AlbumQuery | undefined,
  options: Pick<AlbumImport, "force" | "only">,
): Promise<ImportResult<AlbumFacts>> {
  const { askTitle, askWhich } = await import("../view/imports/ask.ts");
  const { importAlbum, importChosenAlbum } = await import("../../importers/album/import.ts");
  const { queryOfIdentity } = await import("../../importers/album/query.ts");
  if (result.outcome === "ambiguous" && result.binding) {
    const { askUnfitting } = await import("../view/imports/binding.ts");
    const unfitting = await askUnfitting(result.binding, io, context.signal);
    if (!unfitting) return result;
    const importing = { ...context.importing, unfitting };
    return importAlbum(importing, { id: result.itemId, query, ...options });
  }
  if (result.outcome === "ambiguous") {
    const picked = await askWhich(result, io, context.signal);
    if (!picked) return result;
    const { ref, id } = picked;
    if (ref === null) return importAlbum(context.importing, { id, ...options });
    if (query && (result.itemId === undefined || id !== undefined))
      return importChosenAlbum(context.importing, { ref, query, ...options });
    // The item that was asked about is what was picked: its files are laid beside that.
    const named = queryOfIdentity(ref);
    const bound = await importAlbum(context.importing, { id: result.itemId, query: named, ...options });
    return settle(context, io, bound, named, options);
  }
  if (result.outcome === "not_found" && query?.kind === "title" && result.itemId === undefined) {
    const { albumQueryOf } = await import("../../importers/album/query.ts");
    const other = albumQueryOf({ title: await askTitle(query.readings[0]!, io, context.signal) });
    if (!other) return result;
    const again = await importAlbum(context.importing, { query: other, ...options });
    return settle(context, io, again, other, options);
  }
  return result;
}
