import type { Command } from "commander";
import type { WorkingContext } from "../../composition/working.ts";
import { exitCodes } from "../../errors.ts";
import type { Collected } from "../../lists/collection.ts";
import { withImporting } from "../run/context.ts";
import { tellingSoFar } from "../ending/stopped.ts";
import { ignoreHupFlag } from "../typed/flags.ts";
import { countText } from "../../counts.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { createOutput } from "../io/output.ts";
import { addRunFlags, checkRunFlags, type ListFlags } from "./list-flags.ts";

interface CollectionFlags extends ListFlags {
  ignoreHup?: boolean;
}

/** The albums of a collection at MusicBrainz, as a list of their own. */
export function addCollectionCommand(program: Command, io: Io, ending: CommandEnding): void {
  const command = program
    .command("collection")
    .description("import the albums of a collection at MusicBrainz; again: only what is new or open")
    .argument("<collection>", "its MBID or address; it must be public")
    .option("-n, --dry-run", "list its albums, and write nothing");
  addRunFlags(command)
    .addOption(ignoreHupFlag())
    .action(async (which: string, flags: CollectionFlags) => {
      checkRunFlags(flags, "importer collection");
      if (flags.ignoreHup) io.ignoreHangUp();
      ending.exitCode = await withImporting(io, { dryRun: flags.dryRun }, (context) =>
        importFrom(which, context, flags, io),
      );
    });
}

async function importFrom(
  which: string,
  context: WorkingContext,
  flags: CollectionFlags,
  io: Io,
): Promise<number> {
  const { collectionMbidOf, readCollection } = await import("../../lists/collection.ts");
  const { nameOfSame } = await import("../../lists/lists.ts");
  const { plainText } = await import("../../plain-text.ts");
  const { runListOf } = await import("./run-list.ts");
  const output = createOutput(io, flags);
  const read = () => readCollection(context.importing, collectionMbidOf(which));
  const collected = await tellingSoFar(io, () => "it was not listed to its end", read);
  const { mbid, name, entries, odd } = collected;
  for (const each of odd) output.remark(plainText(each));
  if (flags.dryRun) return listAlbums(context, collected, flags, io);
  output.remark(`${countText(entries.length, "album")} in ${plainText(name)}`);
  const list = nameOfSame(context.db, `collection ${name}`, mbid);
  return runListOf(context, { name: list, entries }, flags, io);
}

async function listAlbums(
  { db }: WorkingContext,
  { mbid, name, entries }: Collected,
  flags: CollectionFlags,
  io: Io,
): Promise<number> {
  const { findKnownAlbum } = await import("../../lists/ask-row.ts");
  const { plainText } = await import("../../plain-text.ts");
  const output = createOutput(io, flags);
  const albums = entries.map(({ raw, words }) => ({
    raw,
    ...words,
    albumId: findKnownAlbum(db, words) ?? null,
  }));
  output.document({ dryRun: true, collection: { mbid, name }, albums, outcome: "done" });
  for (const { raw, albumId } of albums)
    output.line(`${plainText(raw)}${albumId === null ? "" : `  [album ${albumId}]`}`);
  output.line(`${countText(albums.length, "album")} in ${plainText(name)}; nothing was written (--dry-run)`);
  return exitCodes.done;
}
