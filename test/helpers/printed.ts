import { spawnSync } from "node:child_process";
import { Readable } from "node:stream";
import type { Command } from "commander";
import { expect } from "vitest";
import { createProgram } from "../../src/cli/main.ts";
import type { CliResult } from "./cli.ts";

/** A word of a command as it stands in a sentence: what ends the sentence or goes on in it ends the command. */
const word = String.raw`(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\;(),]|,(?!\s|$))+`;
const printed = new RegExp(String.raw`(?<=^|[\s(])importer(?: ${word})+`, "gm");
/** What a sentence says of a command right behind it. */
const prose = / (?:fetches|makes|binds|finds|takes|tells|goes|shows|builds|then)\b.*$/;

/** The commands that the program tells a person to type, in words or in a document, as they are printed. */
export function commandsIn({ stdout, stderr }: Pick<CliResult, "stdout" | "stderr">): string[] {
  const texts = [stderr, ...(documentsIn(stdout)?.flatMap(hintsOf) ?? [stdout])];
  const names = programs().commands.map((command) => command.name());
  const commands = texts.flatMap((text) => text.replace(/<[^<>]+>/g, "1").match(printed) ?? []);
  return [...new Set(commands.map((each) => each.replace(prose, "")))].filter((each) =>
    names.includes(each.split(" ")[1]!),
  );
}

/** One document, or one on each line; undefined for words. */
function documentsIn(stdout: string): unknown[] | undefined {
  if (!/^[{[]/.test(stdout)) return undefined;
  const parts = /^[{[]$/m.test(stdout) ? [stdout] : stdout.trimEnd().split("\n");
  return parts.map((part) => JSON.parse(part) as unknown);
}

/** The texts under the keys that hold commands, however deep. */
function hintsOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
    typeof each === "string" && /^(hint|command|remedy|says)$/.test(key) ? [each] : hintsOf(each),
  );
}

/** A command line as the shell itself takes it apart, without the program's name. */
export function shellSplit(command: string): string[] {
  const { stdout, status, stderr } = spawnSync("/bin/sh", ["-uc", `printf '%s\\0' ${command}`], {
    encoding: "utf8",
    env: {},
  });
  expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: "" });
  return stdout.split("\0").slice(1, -1);
}

/** The program with nothing behind its commands: its parser alone. */
function programs(): Command {
  const nothing = { write: () => true };
  const program = createProgram(
    {
      stdout: nothing,
      stderr: nothing,
      stdin: Readable.from([]),
      env: {},
      interactive: false,
      live: false,
      colour: false,
      columns: 100,
      wrapAt: {},
      onStop: () => () => undefined,
      ignoreHangUp: () => undefined,
      onQuiet: () => () => undefined,
    } as unknown as Parameters<typeof createProgram>[0],
    { exitCode: 0 },
  );
  emptied(program);
  return program;
}

function emptied(command: Command): void {
  for (const each of command.commands) emptied(each);
  // A group that has no action of its own only shows its help: to print that as a command is no help.
  if (command.parent && Reflect.get(command, "_actionHandler")) command.action(() => undefined);
}

/** @returns what the parser finds wrong with it; undefined where it takes it. */
export async function refusalOf(argv: string[]): Promise<string | undefined> {
  try {
    await programs().parseAsync(argv, { from: "user" });
    return undefined;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code === "commander.helpDisplayed" ? undefined : message;
  }
}
