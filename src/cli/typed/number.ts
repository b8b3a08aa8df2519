import type { Db } from "../../db/connection.ts";
import { UserError } from "../../errors.ts";
import { readBarcode } from "../../matching/typed/barcode.ts";
import type { Output } from "../io/output.ts";
import { haveBackText, mergedText, takenAsIdText } from "./which.ts";

/** The words of a command that imports: a title, or a name. */
export interface CommandWords {
  what: "album" | "artist";
  words: string | undefined;
  /** Nothing stands beside them that says what they are: an artist, a year, another identifier. */
  isAlone: boolean;
}

/** What the words are: an item of the library by its id, or words to ask for. */
export interface MeantWords {
  id?: number;
  words: string | undefined;
}

const labels = { album: "title", artist: "name" } as const;

/**
 * A bare number is the id of an item, as in every other command, if the library has one; else words. Which was taken is said, with how to say
 * the other: `title:1989`, `name:311`.
 */
export async function readNumber(
  db: Db,
  typed: CommandWords,
  output: Pick<Output, "remark" | "again">,
): Promise<MeantWords> {
  const { what, words = "", isAlone } = typed;
  const labelled = new RegExp(`^${labels[what]}:\\s*(\\d+)$`, "i").exec(words.trim())?.[1];
  // One that would be a barcode keeps its label, which says that it is none.
  if (labelled !== undefined) return { words: readBarcode(labelled) === undefined ? labelled : words };
  if (!isAlone || !/^[1-9]\d{0,14}$/.test(words.trim())) return { words: typed.words };
  const { currentId } = await import("../../library/identity/redirects.ts");
  const { namedItem } = await import("../../which/item.ts");
  const number = Number(words);
  const item = namedItem(db, what, currentId(db, what, number));
  if (!item) {
    await sayRemoved(db, what, number, output);
    return { words: typed.words };
  }
  output.remark(item.id === number ? takenAsIdText(words.trim(), item) : mergedText(what, number, item));
  const asTitle = output.again({ command: `importer ${what}`, words }, `${labels[what]}:${number}`);
  output.remark(`  for the ${labels[what]} ${number}: ${asTitle}`);
  return { id: item.id, words: undefined };
}

/** Who types the id of what went means that, mostly. */
async function sayRemoved(
  db: Db,
  what: "album" | "artist",
  id: number,
  output: Pick<Output, "remark">,
): Promise<void> {
  const { findRemoval } = await import("../../ledger/history/item-history.ts");
  const removal = findRemoval(db, what, id);
  if (!removal) return;
  output.remark(
    `${what} ${id} went with run ${removal.run} (${removal.command}): ${id} is taken as a ${labels[what]}`,
  );
  output.remark(`  ${haveBackText(removal.run)}`);
}

/** The same for what is queued, which goes by words alone. @throws UserError for an id */
export async function wordsToQueue(db: Db, typed: CommandWords): Promise<string | undefined> {
  const { id, words } = await readNumber(db, typed, { remark: () => undefined, again: () => "" });
  if (id === undefined) return words;
  const { what } = typed;
  const label = `${labels[what]}:${typed.words}`;
  throw new UserError(
    `${typed.words} is the id of an ${what} of the library: --later goes with words or --mbid alone`,
    {
      hint: `importer ${what} --id ${id}, or for the ${labels[what]}: importer ${what} ${label} --later`,
    },
  );
}
