import type { Command, CommanderError } from "commander";
import { UserError } from "../../errors.ts";
import { nearestName } from "../../matching/text/edit-distance.ts";
import { argumentQuoted } from "../../plain-text.ts";
import { meantText } from "../layout/words.ts";
import { commandOfNoun } from "./nouns.ts";
import { subCommandOf } from "./sub-command.ts";

/** Commands that take one title, name or path, which people type without quotes. */
const takeWords = ["album", "artist", "releases", "scan", "sync"];

/** What commander found wrong with the arguments, with the value and what to type next. */
export function usageErrorOf({ code, message }: CommanderError, argv: string[], program: Command): UserError {
  const [command = ""] = argv;
  const misspelt = misspeltBelow(program, command);
  if (misspelt) return misspelt;
  if (code === "commander.excessArguments" && takeWords.includes(command))
    return missingQuotes(command, argv.slice(1));
  if (code === "commander.excessArguments" && command === "backup") return folderBehindFlag(argv.slice(1));
  const words = message
    .replace(/^error: (command-argument value )?/, "")
    .replace(/\n\(Did you mean (.*)\?\)$/s, " (did you mean $1?)")
    .replace(/'([^']*)' is invalid.*Allowed choices are (.*)(?=\.$)/s, withNearest);
  const named = isOfNoun(code) ? commandOfNoun(argv, program) : commandOfWord(code, command, program);
  return new UserError(words, { hint: named ?? `importer ${helpOf(code, argv, program)}` });
}

/** `show settings` lacks what `show album` needs; `show run 3` is of no kind that there is. */
const isOfNoun = (code: string): boolean =>
  code === "commander.invalidArgument" || code === "commander.missingArgument";

/** `importer albums`, `importer settings`: a noun that stands for what there is of it. */
function commandOfWord(code: string, typed: string, program: Command): string | undefined {
  if (code !== "commander.unknownCommand") return undefined;
  const kinds = subCommandOf(program, "list")?.registeredArguments[0]?.argChoices ?? [];
  return kinds.includes(typed) ? `importer list ${typed}` : commandOfNoun(["list", typed], program);
}

/**
 * A command that others are below takes a misspelt one for an argument of its own, or of the one that it does by default. Where it has
 * arguments (`history 3`), only what is nearly a command is one.
 */
function misspeltBelow(program: Command, name: string): UserError | undefined {
  const command = subCommandOf(program, name);
  const [typed] = command?.args ?? [];
  const below = command?.commands.flatMap((each) => [each.name(), ...each.aliases()]) ?? [];
  if (!command || below.length === 0 || typed === undefined || typed.startsWith("-")) return undefined;
  if (below.includes(typed)) return undefined;
  const nearest = nearestName(typed, below);
  if (nearest === undefined && command.registeredArguments.length > 0) return undefined;
  return new UserError(`unknown command '${typed}'${meantText(nearest)}`, {
    hint: `importer ${name} --help`,
  });
}

function missingQuotes(command: string, words: string[]): UserError {
  const flagAt = words.findIndex((word) => word.startsWith("-"));
  const title = (flagAt < 0 ? words : words.slice(0, flagAt)).join(" ");
  return new UserError("several words need quotes around them", {
    hint:
      title === ""
        ? `importer ${command} --help`
        : `for instance: importer ${command} ${argumentQuoted(title)}`,
  });
}

/** `backup ~/disk`: as `restore` and `export library` take theirs. */
function folderBehindFlag(words: string[]): UserError {
  const folder = words.find((word) => !word.startsWith("-")) ?? "<folder>";
  return new UserError("the folder of a backup is named by --to", {
    hint: `importer backup --to ${argumentQuoted(folder)}`,
  });
}

const withNearest = (says: string, typed: string, choices: string): string =>
  `${says}${meantText(nearestName(typed.toLowerCase(), choices.split(", ")))}`;

/** The nearest help: of the command that was typed, with what is below it, or of all of them. */
function helpOf(code: string, argv: string[], program: Command): string {
  if (code === "commander.unknownCommand") return "--help";
  const path: string[] = [];
  let command: Command | undefined = program;
  for (const word of argv) {
    command = subCommandOf(command, word);
    if (!command) break;
    path.push(command.name());
  }
  return [...path, "--help"].join(" ");
}
