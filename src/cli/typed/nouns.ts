import type { Command } from "commander";
import { argumentQuoted } from "../../plain-text.ts";
import { singularOf } from "./singular.ts";
import { subCommandOf } from "./sub-command.ts";

/** What there is of a noun (`all`), what is shown of one, and what is done with one; `#` is which. */
interface Ways {
  all: string;
  show?: string;
  remove?: string;
}

const runs: Ways = { all: "history", show: "history #", remove: "undo #" };
const covers: Ways = {
  all: "list albums --columns id,title,cover",
  show: "cover # --show",
  remove: "cover # --remove",
};

/** Nouns that are no kind of item, nor the name of a command that has the same verb: the commands that lead to them. */
const waysTo: Readonly<Record<string, Ways>> = {
  run: runs,
  change: runs,
  job: { all: "jobs list", show: "jobs show #", remove: "jobs cancel #" },
  queue: { all: "jobs stats" },
  worker: { all: "jobs stats" },
  question: { all: "review", remove: "review drop #" },
  candidate: { all: "review" },
  row: { all: "lists", show: "lists show #" },
  setting: { all: "config list", show: "config get #", remove: "config unset #" },
  cover: covers,
  artwork: covers,
  lyric: {
    all: "list tracks --columns id,title,lyrics",
    show: "lyrics # --show",
    remove: "lyrics # --remove",
  },
  link: { all: "links <album>", show: "links #" },
  product: { all: "links <album> --explain", show: "links # --explain" },
  price: { all: "links <album>", show: "links #" },
  identifier: { all: "list releases --columns id,title,barcode,mbid", show: "show album #" },
  genre: { all: "list albums --columns id,title,genre", show: "list albums genre:#" },
  label: { all: "list releases --columns id,title,label", show: "list releases label:#" },
  format: { all: "list releases --columns id,title,format", show: "list releases format:#" },
  country: { all: "list releases --columns id,title,country", show: "list releases country:#" },
  barcode: { all: "list releases --columns id,title,barcode", show: "list releases barcode:#" },
  year: { all: "list albums --sort year", show: "list albums year:#" },
  backup: { all: "help backup" },
  catalogue: { all: "catalogue status" },
  source: { all: "doctor" },
  service: { all: "doctor" },
  provider: { all: "doctor" },
  problem: { all: "doctor" },
  home: { all: "config path" },
};

/** Synonyms are these by then. An export has kinds of its own. */
const verbs: ReadonlySet<string> = new Set(["list", "show", "remove", "merge"]);

/**
 * `list jobs`, `show run 3`: what is asked for is no kind of item, and has a command of its own. Undefined where the verb is none that takes a
 * kind, or the noun is not known.
 */
export function commandOfNoun(
  [verb = "", typed = "", ...rest]: string[],
  program: Command,
): string | undefined {
  const kinds = verbs.has(verb) && subCommandOf(program, verb)?.registeredArguments[0]?.argChoices;
  if (!kinds || kinds.some((kind) => singularOf(kind) === singularOf(typed))) return undefined;
  const named = rest.filter((word) => !word.startsWith("-")).map(argumentQuoted);
  const noun = singularOf(typed);
  const ways = Object.hasOwn(waysTo, noun) ? waysTo[noun] : undefined;
  if (ways) return `importer ${wayOf(ways, verb, named)}`;
  const command =
    subCommandOf(program, `${noun}s`) ?? subCommandOf(program, typed) ?? subCommandOf(program, noun);
  if (!command) return undefined;
  const below = subCommandOf(command, verb);
  const path = below ? [command.name(), below.name()] : [command.name()];
  const given = below ? named : [];
  const lacking = (below ?? command).registeredArguments.slice(given.length).filter((each) => each.required);
  return ["importer", ...path, ...given, ...lacking.map((each) => `<${each.name()}>`)].join(" ");
}

function wayOf(ways: Ways, verb: string, named: string[]): string {
  const one = verb === "remove" ? ways.remove : verb === "list" || named.length === 0 ? ways.all : ways.show;
  return (one ?? ways.all).replace("#", named.length === 0 ? "<which>" : named.join(" "));
}
