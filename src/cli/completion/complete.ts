import type { Command } from "commander";
import { plainText } from "../../plain-text.ts";
import type { Io } from "../io/io.ts";
import { withoutSynonyms } from "../typed/synonyms.ts";
import { offerAt, type CompletionCandidate } from "./candidates.ts";
import type { What } from "./items.ts";
import { cursorPlaceOf } from "./place.ts";

/** What says that paths may come here: no command is called so. */
const files = ":files";

/** The lines that a shell's script reads: a word to offer, a tab and what it is, for each that begins as what was typed. */
export async function completionsFor(program: Command, words: string[], io: Io): Promise<string[]> {
  const names = program.commands.map((command) => command.name());
  const place = cursorPlaceOf(program, words.length > 1 ? withoutSynonyms(words, names) : words);
  const offer = offerAt(place, program);
  if (offer.kind === "files") return [files];
  const found = offer.kind === "words" ? offer.words : await itemsOrNone(offer.what, place.typed, io);
  const begun = place.typed.toLowerCase();
  return found
    .filter(({ value }) => value.toLowerCase().startsWith(begun) && !/[\t\r\n]/.test(value))
    .map((each) => lineOf(each, place.before));
}

/** A library that is not there, is locked or damaged has nothing to offer: that is said by the command itself. */
async function itemsOrNone(what: What, typed: string, io: Io): Promise<CompletionCandidate[]> {
  try {
    const { itemsFor } = await import("./items.ts");
    return await itemsFor(what, typed, io);
  } catch {
    return [];
  }
}

const lineOf = ({ value, about = "" }: CompletionCandidate, before: string): string =>
  `${before}${plainText(value)}\t${plainText(about)
    .split(/[\t\r\n]/)[0]!
    .slice(0, 80)}`;
