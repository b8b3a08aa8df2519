import type { Command, Option } from "commander";
import { itemTypes } from "../../db/item-types.ts";
import { shellQuoted } from "../../plain-text.ts";
import type { Typed } from "../io/io.ts";

/** The word that named an item, and the command that took it: `importer show album`, `importer merge album 1 --into`. */
export interface NamedBy {
  command: string;
  words: string;
}

/**
 * What was typed, with `instead` in the place of the words that named an item: a command that goes on does what the first one would have
 * done, and no more (`--dry-run`). `--json` is how it is read, and left out.
 */
export function sameCommand(typed: Typed | undefined, { command, words }: NamedBy, instead: string): string {
  const argv = (typed?.argv ?? []).filter((word) => word !== "--json");
  const flag = /(--[a-z]+)$/.exec(command)?.[1];
  const at = flag === undefined ? placeOfArgument(argv, words) : placeOfFlag(argv, flag, words);
  if (at < 0) return `${command} ${shellQuoted(instead)}`;
  const word = argv[at] === words ? instead : `${flag}=${instead}`;
  return ["importer", ...argv.with(at, word).map(shellQuoted)].join(" ");
}

const placeOfArgument = (argv: string[], words: string): number =>
  argv.findLastIndex((word, at) => word === words && argv[at - 1] !== "--into");

const placeOfFlag = (argv: string[], flag: string, words: string): number =>
  argv.findIndex((word, at) => (word === words && argv[at - 1] === flag) || word === `${flag}=${words}`);

/** A word of a command, and none of the sentence that it stands in. */
const word = String.raw`(?:-\S+|\d+|"[^"]*"|${itemTypes.join("|")}|[0-9a-f-]{36})`;
const commandAtEnd = new RegExp(String.raw`importer (\S+)(?: ${word})+$`);

/** A hint to type the same command in another way: a dry run stays one. */
export function stillDry(hint: string | undefined, typed: Typed | undefined): string | undefined {
  const [name, ...flags] = typed?.argv ?? [];
  const isDry = flags.some((each) => each === "--dry-run" || each === "-n");
  const next = commandAtEnd.exec(hint ?? "");
  if (!isDry || next?.[1] !== name || / (?:--help|--dry-run|-n)\b/.test(next![0])) return hint;
  return `${hint} --dry-run`;
}

/** The flags of a command as they are typed again for what it led to; `without` those that say which item is meant. */
export function flagsTyped(command: Command, without: readonly string[]): string {
  const typed = command.options.filter(
    (option) =>
      command.getOptionValueSource(option.attributeName()) === "cli" &&
      !without.includes(option.attributeName()),
  );
  return typed
    .flatMap((option) => wordsOf(option, command.getOptionValue(option.attributeName())))
    .map((word) => ` ${word}`)
    .join("");
}

function wordsOf({ long, short }: Option, value: unknown): string[] {
  const flag = long ?? short ?? "";
  if (typeof value === "boolean") return [flag];
  const values = (Array.isArray(value) ? value : [value]) as unknown[];
  return values.map((each) => `${flag} ${shellQuoted(String(each))}`);
}
