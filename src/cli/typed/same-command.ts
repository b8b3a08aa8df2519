import type { Command, Option } from "commander";
import { itemTypes } from "../../db/item-types.ts";
import { shellQuoted } from "../../plain-text.ts";
import type { Typed } from "../io/io.ts";

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
