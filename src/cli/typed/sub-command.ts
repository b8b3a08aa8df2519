import type { Command } from "commander";

/** A command below another, by its name or an alias; a default one's arguments may follow at once: `importer jobs`. */
export const subCommandOf = (command: Command, word: string): Command | undefined =>
  command.commands.find((each) => each.name() === word || each.aliases().includes(word));
