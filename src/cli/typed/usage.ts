import type { CommanderError } from "commander";
import { UserError } from "../../errors.ts";
import { argumentQuoted } from "../../plain-text.ts";

/** Commands that take one title, name or path, which people type without quotes. */
const takeWords = ["album", "artist", "releases", "scan", "sync"];

/** What commander found wrong with the arguments, with the value and what to type next. */
export function usageErrorOf({ code, message }: CommanderError, argv: string[]): UserError {
  const [command = "", first = ""] = argv;
  if (code === "commander.excessArguments") {
    if (takeWords.includes(command)) return missingQuotes(command, argv.slice(1));
    // `jobs` lists when nothing else is said, so commander takes a misspelt command for an argument of `list`.
    if (command === "jobs" && first !== "list" && message.includes("'list'")) {
      return new UserError(`there is no command "jobs ${first}"`, { hint: "importer jobs --help" });
    }
  }
  const words = message
    .replace(/^error: (command-argument value )?/, "")
    .replace(/\n\(Did you mean (.*)\?\)$/s, " (did you mean $1?)");
  return new UserError(words, { hint: `importer ${helpOf(code, argv)}` });
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
