import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { exitCodes, noItemText, UserError } from "../../errors.ts";
import { isBlank } from "../../plain-text.ts";
import type { NamedItem } from "../../which/item.ts";
import type { Output } from "../io/output.ts";

export interface AskedItem {
  what: ItemType;
  /** As typed: an id, an MBID, an address, an identifier, or (the beginning of) a title. */
  words: string;
  /** What is typed before the item: `importer show album`. */
  command: string;
  /** What to type where the library has none; a look at the list, unless said. */
  ifNone?: string;
}

const mostListed = 20;
const howTheyFit = { identifier: "have", whole: "are called", beginning: "begin with" } as const;

/**
 * The item of the library that the words of a command name. What was taken where it could be mistaken is said.
 * @throws UserError with the list for several (exit 4), and for none (exit 3).
 */
export async function findItem(db: Db, asked: AskedItem, output: Output): Promise<NamedItem> {
  const { whichItem } = await import("../../which/which.ts");
  const { what, words, command, ifNone = `importer list ${what}s` } = asked;
  if (isBlank(words)) {
    throw new UserError("the title is empty", {
      hint: `for instance: ${command} 1 (importer list ${what}s shows what there is)`,
    });
  }
  const which = whichItem(db, what, words);
  switch (which.kind) {
    case "one":
      sayWhich(which, asked, output);
      return which.item;
    case "none":
      if (which.why !== undefined) throw new UserError(which.why, { hint: `importer list ${what}s` });
      throw await notFound(db, { what, words, ifNone });
    case "several": {
      const { items, by } = which;
      const shown = items.slice(0, mostListed);
      const ids = shown.map(({ id }) => id).join(", ");
      const more = items.length > shown.length ? ` and ${items.length - shown.length} more` : "";
      throw new UserError(`several ${what}s of the library ${howTheyFit[by]} "${words}": ${ids}${more}`, {
        exitCode: exitCodes.ambiguous,
        choices: shown.map(({ id, title, about }) => ({
          id,
          command: output.again(asked, String(id)),
          about: about === "" ? title : `${title} (${about})`,
        })),
      });
    }
  }
}

/** An id that led to what it was merged into. */
export const mergedText = (what: ItemType, formerId: number, { id, title }: NamedItem): string =>
  `${what} ${formerId} was merged: it is ${what} ${id} now, "${title}"`;

/** A number that could be a title as well. */
export const takenAsIdText = (words: string, { title }: NamedItem): string =>
  `${words} is taken as the id of "${title}"`;

/** What a run took out. */
export const haveBackText = (run: number): string => `to have it back: importer undo ${run}`;

function sayWhich(
  which: { item: NamedItem; formerId?: number; alsoTitled: NamedItem[] },
  asked: AskedItem,
  output: Output,
): void {
  const { what, words } = asked;
  const { item, formerId, alsoTitled } = which;
  if (formerId !== undefined) {
    output.remark(mergedText(what, formerId, item));
  }
  for (const { id, title, about } of alsoTitled.slice(0, mostListed)) {
    output.remark(takenAsIdText(words, item));
    output.remark(`  for "${title}"${about && ` (${about})`}: ${output.again(asked, String(id))}`);
  }
}

async function notFound(
  db: Db,
  { what, words, ifNone }: { what: ItemType; words: string; ifNone: string },
): Promise<UserError> {
  const exitCode = exitCodes.notFound;
  const id = words.trim();
  if (!/^\d{1,15}$/.test(id))
    return new UserError(`the library has no ${what} "${words}"`, { hint: ifNone, exitCode });
  const { findRemoval } = await import("../../ledger/history/item-history.ts");
  const removal = findRemoval(db, what, Number(id));
  const message = noItemText(what, id);
  if (!removal) return new UserError(message, { hint: ifNone, exitCode });
  const { run, command } = removal;
  return new UserError(`${message}: run ${run} took it out (${command})`, {
    hint: haveBackText(run),
    exitCode,
  });
}
