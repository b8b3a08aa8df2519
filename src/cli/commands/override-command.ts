import type { Command } from "commander";
import type { LibraryContext, WorkingContext } from "../../composition/working.ts";
import type { ItemType } from "../../db/item-types.ts";
import { exitCodes, UserError } from "../../errors.ts";
import { withImporting, withLibrary } from "../run/context.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { oneFlagOf } from "../typed/one-flag.ts";
import { createOutput, type Output } from "../io/output.ts";
import { findItem, type AskedItem } from "../typed/which.ts";

/** What one item has one of, and a person's word may stand on: the cover of an album, the lyrics of a track. */
export interface Overridable {
  /** As it is typed, and called in a sentence. */
  name: string;
  what: ItemType;
  words: { itIs: string; thisIs: string; one: string };
  help: { command: string; show: string; replace: string; confirm: string };
  /** A file that `--replace` may name. */
  example: string;
  /** None here, for good. @returns whether that is new. */
  remove(context: LibraryContext, id: number): Promise<boolean>;
  /** What the file holds, for good. @returns what else there is to say. @throws UserError naming the file. */
  replace(context: LibraryContext, id: number, file: string): Promise<string | undefined>;
  /** What there is, for good. @returns `none` where there is nothing to confirm. */
  confirm(context: LibraryContext, id: number): Promise<"none" | "new" | "again">;
  /** Asks the sources, and takes the word back. @returns whether anybody has any: else what there was stays. */
  refresh(context: WorkingContext, id: number, output: Output): Promise<boolean>;
  show(context: LibraryContext, id: number, output: Output): Promise<void>;
}

interface OverrideFlags {
  show?: boolean;
  remove?: boolean;
  replace?: string;
  refresh?: boolean;
  confirm?: boolean;
  json?: boolean;
}

/** Manual override. A command with one flag for each word that a person may say; it shows in the end what is kept. */
export function addOverrideCommand(
  program: Command,
  thing: Overridable,
  io: Io,
  ending: CommandEnding,
): void {
  const { name, what, help } = thing;
  const command = `importer ${name}`;
  program
    .command(name)
    .description(help.command)
    .argument(`<${what}>`, "its library id, MBID, address or identifier, or (the beginning of) its title")
    .option("--show", help.show)
    .option("--remove", `no ${name} here, whatever is found later`)
    .option("--replace <file>", help.replace)
    .option("--refresh", "ask the sources again; what you said before is taken back")
    .option("--confirm", help.confirm)
    .option("--json", "print one JSON document")
    .action(async (words: string, flags: OverrideFlags) => {
      const word = oneFlagOf(flags, ["show", "remove", "replace", "refresh", "confirm"], command);
      const asked = { what, words, command };
      const output = createOutput(io, flags);
      if (word === "refresh") ending.exitCode = await refresh(io, thing, asked, output);
      else await say(io, thing, { asked, word, file: flags.replace ?? "" }, output);
    });
}

interface Said {
  asked: AskedItem;
  word: "show" | "remove" | "replace" | "confirm" | undefined;
  file: string;
}

/** What needs no network. */
function say(io: Io, thing: Overridable, { asked, word, file }: Said, output: Output): Promise<void> {
  const { itIs, thisIs } = thing.words;
  return withLibrary(io, async (context) => {
    const { id } = await findItem(context.db, asked, output);
    if (word === "remove") {
      const isNew = await thing.remove(context, id);
      output.remark(
        isNew
          ? `${itIs} removed; later searches keep to that`
          : `${itIs} removed already; searches keep to that`,
      );
    } else if (word === "replace") {
      const more = await thing.replace(context, id, file);
      output.remark(`${thisIs} yours; later searches keep to that`);
      if (more !== undefined) output.remark(more);
    } else if (word === "confirm") {
      const outcome = await thing.confirm(context, id);
      if (outcome === "none") throw nothingToConfirm(thing, id);
      output.remark(
        outcome === "new"
          ? `${itIs} confirmed; later searches keep to that`
          : `${itIs} yours already; searches keep to that`,
      );
    }
    await thing.show(context, id, output);
  });
}

/** @returns 3 where nobody has any: what there was stays. */
function refresh(io: Io, thing: Overridable, asked: AskedItem, output: Output): Promise<number> {
  return withImporting(io, {}, async (context) => {
    const { id } = await findItem(context.db, asked, output);
    const isThere = await thing.refresh(context, id, output);
    if (!isThere) output.remark(`nobody who was asked has ${thing.words.one}; what there was stays`);
    await thing.show(context, id, output);
    return isThere ? exitCodes.done : exitCodes.notFound;
  });
}

function nothingToConfirm({ name, what, example }: Overridable, id: number): UserError {
  const command = `importer ${name} ${id}`;
  return new UserError(`${what} ${id} has no ${name} to confirm`, {
    hint: `${command} --replace ${example}, or that it shall have none: ${command} --remove`,
  });
}
