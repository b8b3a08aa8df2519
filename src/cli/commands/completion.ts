import { Argument, type Command } from "commander";
import { scripts, shells, type Shell } from "../completion/scripts.ts";
import { splitLine } from "../completion/words.ts";
import type { Io } from "../io/io.ts";

/** Comes last: it knows the commands before it. */
export function addCompletionCommand(program: Command, io: Io): void {
  program
    .command("completion")
    .description("print a script with which a shell completes commands, flags, ids and titles")
    .addArgument(new Argument("<shell>").choices(shells))
    .action((shell: Shell) => void io.stdout.write(scripts[shell]));
  program
    .command("__complete", { hidden: true })
    .argument("[words...]")
    .option("--line <line>")
    .allowUnknownOption()
    .action((words: string[], { line }: { line?: string }) => answer(program, line, words, io));
}

/** Asked at each press of the key: whatever goes wrong, there is nothing to offer, and nothing is said. */
async function answer(program: Command, line: string | undefined, words: string[], io: Io): Promise<void> {
  try {
    const { completionsFor } = await import("../completion/complete.ts");
    const typed = line === undefined ? words : splitLine(line).slice(1);
    const lines = await completionsFor(program, typed, io);
    io.stdout.write(lines.map((each) => `${each}\n`).join(""));
  } catch {
    // the command itself will say it
  }
}
