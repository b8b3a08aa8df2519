import type { Command, CommanderError } from "commander";
import { UserError } from "../../errors.ts";
import { nearestName } from "../../matching/text/edit-distance.ts";
import { argumentQuoted } from "../../plain-text.ts";
import { meantText } from "../layout/words.ts";
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
  const words = message
    .replace(/^error: (command-argument value )?/, "")
    .replace(/\n\(Did you mean (.*)\?\)$/s, " (did you mean $1?)");
  return new UserError(words, { hint: `importer ${helpOf(code, argv)}` });
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

/** The nearest help: of the command that was typed, or of all of them. */
function helpOf(code: string, [command = "", sub = ""]: string[]): string {
  if (code === "commander.unknownCommand" || !/^[a-z]/.test(command)) return "--help";
  const isCommand =
    command === "jobs" ? /^[a-z]/.test(sub) : command === "worker" && /^(pause|resume)$/.test(sub);
  return isCommand ? `${command} ${sub} --help` : `${command} --help`;
}
