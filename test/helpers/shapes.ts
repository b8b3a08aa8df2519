import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";

/** The shapes in `importer help json`, against which every document that a test has the program print is held. */

export interface Key {
  name: string;
  isOptional: boolean;
  isList: boolean;
  /** What is below it is not described. */
  isOpen: boolean;
  /** The part of the page that describes what is below it. */
  part: string | undefined;
  below: Key[];
}

/** Shapes by the commands that print them, and the parts that they share by their names. */
export interface Shapes {
  commands: Map<string, Key[]>;
  parts: Map<string, Key[]>;
}

export function readShapes(page: string): Shapes {
  const shapes: Shapes = { commands: new Map(), parts: new Map() };
  for (const [, kind, names = "", body = ""] of page.matchAll(/```(shape|part) ([^\n]+)\n([\s\S]*?)```/g)) {
    const keys = readKeys(body);
    for (const name of names.split(", ")) shapes[kind === "part" ? "parts" : "commands"].set(name, keys);
  }
  return shapes;
}

/** A line a key: its name and marks, then words. Two spaces further in is below. */
function readKeys(body: string): Key[] {
  const root: Key[] = [];
  const levels = [root];
  for (const line of body.trimEnd().split("\n")) {
    const [, indent = "", name = "", marks = "", part] =
      /^((?: {2})*)([\w-]*)([[\]?*]*)(?::([\w-]+))?(?: |$)/.exec(line)!;
    const depth = indent.length / 2;
    const has = (mark: string): boolean => marks.includes(mark);
    const key: Key = { name, isOptional: has("?"), isList: has("[]"), isOpen: has("*"), part, below: [] };
    levels[depth]!.push(key);
    levels.splice(depth + 1, Infinity, key.below);
  }
  return root;
}

/** Where a document differs from its shape, as paths: a key too many, one that is missing, a list that is none. */
export function differencesOf(document: unknown, shape: Key[], parts: Shapes["parts"]): string[] {
  const [first] = shape;
  if (first?.name === "" && first.isList) return ofValue(document, first, "");
  return ofObject(document, shape, "");

  /** A part that stands alone on a line is its keys. */
  function keysOf(shape: Key[]): Key[] {
    const isPart = ({ name, part, isList }: Key): boolean => name === "" && part !== undefined && !isList;
    return shape.flatMap((key) => (isPart(key) ? keysOf(parts.get(key.part!) ?? []) : key));
  }

  function ofObject(value: unknown, given: Key[], at: string): string[] {
    const keys = keysOf(given);
    if (value === null) return [];
    if (typeof value !== "object" || Array.isArray(value)) return [`${at || "it"} is no object`];
    const known = new Set(keys.map(({ name }) => name));
    const tooMany = Object.keys(value).filter((name) => !known.has(name));
    const wrong = keys.flatMap((key) => {
      const path = `${at}.${key.name}`;
      if (!(key.name in value)) return key.isOptional ? [] : [`${path} is missing`];
      return ofValue((value as Record<string, unknown>)[key.name], key, path);
    });
    return [...tooMany.map((name) => `${at}.${name} is not described`), ...wrong];
  }

  function ofValue(value: unknown, key: Key, at: string): string[] {
    if (value === null || key.isOpen) return [];
    if (key.isList !== Array.isArray(value)) return [`${at}: a list or none?`];
    const below = key.part === undefined ? key.below : parts.get(key.part);
    if (!below) return [`${at}: there is no part "${key.part}"`];
    const each = Array.isArray(value) ? value : [value];
    return each.flatMap((one: unknown, index) => {
      const path = key.isList ? `${at}[${index}]` : at;
      if (below.length > 0) return ofObject(one, below, path);
      return one !== null && typeof one === "object" ? [`${path} is not described`] : [];
    });
  }
}

/** The name of the shape that fits what was typed best: its words first, then its flags. */
export function shapeNameFor(argv: string[], names: Iterable<string>): string | undefined {
  const typed = argv.map((word) => otherWords[word] ?? word);
  const said = typed.filter((word) => !word.startsWith("-"));
  const fitting = [...names].filter((name) => {
    const words = name.split(" ");
    const flags = words.filter((word) => word.startsWith("--"));
    const plain = words.filter((word) => !word.startsWith("--"));
    return flags.every((flag) => typed.includes(flag)) && plain.every((word, at) => fits(word, said[at]));
  });
  const weight = (name: string): number =>
    name.split(" ").reduce((sum, word) => sum + (word.startsWith("<") ? 0.5 : 1), 0);
  return fitting.sort((a, b) => weight(b) - weight(a))[0];
}

const otherWords: Record<string, string> = {
  "-n": "--dry-run",
  "-V": "--version",
  version: "--version",
  catalog: "catalogue",
};

/** `<run>` stands for any word. */
const fits = (word: string, typed: string | undefined): boolean =>
  typed !== undefined && (word.startsWith("<") || word === typed);

const page = join(packageRoot(), "src", "cli", "help", "json.md");
let described: Shapes | undefined;

/** The described shapes. */
export const documentShapes = (): Shapes => (described ??= readShapes(readFileSync(page, "utf8")));

/**
 * How the one document that was printed differs from what `importer help json` says of it. What is no whole document (a run that was
 * stopped, a worker's events) is not looked at.
 */
export function undescribed(argv: string[], stdout: string): string[] {
  const shapes = documentShapes();
  const document = parsed(stdout);
  if (document === undefined || argv.includes("--events")) return [];
  const isFault = typeof document === "object" && document !== null && "error" in document;
  const name = isFault ? "error" : shapeNameFor(argv, shapes.commands.keys());
  if (name === undefined) return [`importer help json says nothing of: importer ${argv.join(" ")}`];
  const found = differencesOf(document, shapes.commands.get(name)!, shapes.parts);
  // Of a list a person may choose the columns.
  const wrong = argv.includes("--columns") ? found.filter((each) => !each.endsWith(" is missing")) : found;
  return wrong.map((each) => `importer ${argv.join(" ")}: ${each} (importer help json, ${name})`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
