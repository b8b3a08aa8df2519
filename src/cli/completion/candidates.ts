import type { Command } from "commander";
import { settings } from "../../config.ts";
import { itemTypes, type ItemType } from "../../db/item-types.ts";
import { jobKinds } from "../../jobs/queue/kinds.ts";
import { queueNames } from "../../jobs/queue/queues.ts";
import { albumSourceNames } from "../../sources/albums/settings.ts";
import { topicNames } from "../help/topics.ts";
import { synonyms } from "../typed/synonyms.ts";
import type { CursorPlace } from "./place.ts";

/** What a shell offers for a word. */
export interface CompletionCandidate {
  value: string;
  about?: string | undefined;
}

/** `files`: paths, which the shell knows best. `item`: of the library. */
export type Offer =
  | { kind: "words"; words: CompletionCandidate[] }
  | { kind: "files" }
  | { kind: "item"; what: ItemType | "job" | "run" | "list" };

/** What may come at a place, as the program itself has it. */
export function offerAt(place: CursorPlace, program: Command): Offer {
  const { command, option, typed, argument, given } = place;
  if (option) return offerFor(option.attributeName(), option.argChoices, place);
  if (typed.startsWith("-")) return words(flagsOf(command));
  const below = given.length === 0 ? commandsOf(command, program) : [];
  if (!argument) return words(below);
  const offer = offerFor(argument.name(), argument.argChoices, place);
  return offer.kind === "words" ? words([...below, ...offer.words]) : below.length > 0 ? words(below) : offer;
}

const words = (list: CompletionCandidate[]): Offer => ({ kind: "words", words: list });
const plain = (list: readonly string[]): Offer => words(list.map((value) => ({ value })));

const commandsOf = (command: Command, program: Command): CompletionCandidate[] => {
  const shown = command.createHelp().visibleCommands(command);
  const own = shown.map((each) => ({ value: each.name(), about: each.description() }));
  const others = Object.entries(synonyms).filter(([name]) => /^[a-z]/.test(name));
  const about = (argv: readonly string[]): string => `the same as importer ${argv.join(" ")}`;
  return command === program
    ? [...own, ...others.map(([value, argv]) => ({ value, about: about(argv) }))]
    : own;
};

const flagsOf = (command: Command): CompletionCandidate[] =>
  command
    .createHelp()
    .visibleOptions(command)
    .map((each) => ({ value: each.long ?? each.short ?? "", about: each.description }));

/** Names of arguments and flags whose values are paths, whatever the command. */
const paths = new Set(["file", "folder", "list", "to", "from", "errorsTo", "replace", "metrics", "export"]);
const ofConfig = new Set(["get", "set", "unset"]);

function offerFor(name: string, choices: readonly string[] | undefined, place: CursorPlace): Offer {
  const { command, given } = place;
  const path = [command.parent?.name(), command.name()].filter(
    (each) => each !== "importer" && each !== undefined,
  );
  if (choices) return plain(choices);
  if (name === "provider") return plain([...albumSourceNames, "amazon"]);
  if (name === "queue") return plain(queueNames);
  if (name === "kind") return plain(jobKinds);
  if (name === "topic") return plain(topicNames);
  if (path[0] === "config" && ofConfig.has(command.name()) && name === "name")
    return plain(Object.keys(settings));
  if (path[0] === "jobs" && name === "id") return { kind: "item", what: "job" };
  if (name === "run") return { kind: "item", what: "run" };
  if (path[0] === "lists" && name === "list") return { kind: "item", what: "list" };
  const what = itemTypeOf(name, command.name(), given);
  if (what) return { kind: "item", what };
  return paths.has(name) && !(name === "from" && command.name() === "artist") ? { kind: "files" } : words([]);
}

/** Of which kind the item is that is meant here: the word before says so, or the command does. */
function itemTypeOf(name: string, command: string, given: readonly string[]): ItemType | undefined {
  const said = itemTypes.find((each) => each === given[0]);
  if (name === "which" || name === "into") return said;
  if (name === "title" || name === "name") return itemTypes.find((each) => each === command);
  const isItem = ["album", "track", "id"].includes(name);
  const byCommand: Record<string, ItemType> = {
    cover: "album",
    links: "album",
    releases: "album",
    lyrics: "track",
  };
  if (name === "id" && said) return said;
  return isItem
    ? (byCommand[command] ?? itemTypes.find((each) => each === command || each === name))
    : undefined;
}
