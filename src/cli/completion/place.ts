import { subCommandOf } from "../typed/sub-command.ts";
import type { Argument, Command, Option } from "commander";

/** Where the cursor stands: what may come there. */
export interface CursorPlace {
  /** The command that the words before lead to. */
  command: Command;
  /** What was typed of the word; the value alone behind `--flag=`. */
  typed: string;
  /** `--flag=`, which stands before each value. */
  before: string;
  /** Its value comes here. */
  option: Option | undefined;
  /** The argument that comes here; undefined where the command takes no more. */
  argument: Argument | undefined;
  /** The arguments that stand before it. */
  given: string[];
}

/** Follows the words through the program's commands, as commander would. The last one is being typed. */
export function cursorPlaceOf(program: Command, words: readonly string[]): CursorPlace {
  const typed = words.at(-1) ?? "";
  let command = program;
  let option: Option | undefined;
  let given: string[] = [];
  let isEnded = false;
  for (const word of words.slice(0, -1)) {
    if (option) option = undefined;
    else if (!isEnded && word === "--") isEnded = true;
    else if (!isEnded && /^-./.test(word))
      option = word.includes("=") ? undefined : takesValue(command, word);
    else {
      const below = given.length === 0 ? subCommandOf(command, word) : undefined;
      if (below) command = below;
      else given = [...given, word];
    }
  }
  const [, flag, value] = /^(--[a-z-]+)=([^]*)$/.exec(typed) ?? [];
  if (flag !== undefined && !isEnded) {
    return {
      command,
      typed: value!,
      before: `${flag}=`,
      option: takesValue(command, flag),
      argument: undefined,
      given,
    };
  }
  return { command, typed, before: "", option, argument: argumentAt(command, given.length), given };
}

function takesValue(command: Command, flag: string): Option | undefined {
  return command.options.find(
    (each) => (each.required || each.optional) && [each.long, each.short].includes(flag),
  );
}

function argumentAt(command: Command, at: number): Argument | undefined {
  const { registeredArguments: all } = command;
  return all[at] ?? (all.at(-1)?.variadic ? all.at(-1) : undefined);
}
