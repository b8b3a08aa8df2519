import { shellQuoted } from "../../plain-text.ts";
import type { Typed } from "./io.ts";

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
