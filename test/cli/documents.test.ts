import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startDemoServices } from "../../src/demo/services.ts";
import { packageRoot } from "../../src/package-root.ts";
import { documentOf, importer } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";

/** The shapes in `importer help json` are held against what the commands print: no key too many, none too few. */
const page = readFileSync(join(packageRoot(), "src", "cli", "help", "json.md"), "utf8");
const blocks = Array.from(page.matchAll(/```shape ([^\n]+)\n([\s\S]*?)```/g), ([, name = "", body = ""]) => ({
  name,
  body,
}));

interface Key {
  name: string;
  isOptional: boolean;
  isList: boolean;
  /** What is below it is not described. */
  isOpen: boolean;
  below: Key[];
}

/** Two spaces further in is below. */
function readShape(body: string): Key[] {
  const root: Key[] = [];
  const levels = [root];
  for (const line of body.trimEnd().split("\n")) {
    const [, indent = "", name = "", marks = ""] = /^((?: {2})*)(\w*)(\S*)/.exec(line)!;
    const depth = indent.length / 2;
    const [isOptional, isList, isOpen] = ["?", "[]", "*"].map((mark) => marks.includes(mark));
    const key: Key = { name, isOptional: isOptional!, isList: isList!, isOpen: isOpen!, below: [] };
    levels[depth]!.push(key);
    levels.splice(depth + 1, Infinity, key.below);
  }
  return root;
}

/** Where a value differs from its shape, as paths. */
function differences(value: unknown, keys: Key[], at = ""): string[] {
  if (value === null || keys.length === 0) return [];
  if (typeof value !== "object" || Array.isArray(value)) return [`${at} is no object`];
  const known = new Map(keys.map((key) => [key.name, key]));
  const tooMany = Object.keys(value).filter((name) => !known.has(name));
  const wrong = keys.flatMap((key) => {
    const path = `${at}.${key.name}`;
    if (!(key.name in value)) return key.isOptional ? [] : [`${path} is missing`];
    const held = (value as Record<string, unknown>)[key.name];
    if (key.isList !== Array.isArray(held) && held !== null && !key.isOpen)
      return [`${path}: a list or none?`];
    if (key.isOpen) return [];
    const each = Array.isArray(held) ? held : [held];
    return each.flatMap((one, index) => differences(one, key.below, key.isList ? `${path}[${index}]` : path));
  });
  return [...tooMany.map((name) => `${at}.${name} is not described`), ...wrong];
}

const differencesOf = (value: unknown, body: string): string[] => {
  const shape = readShape(body);
  const [first] = shape;
  if (first?.name !== "") return differences(value, shape);
  return (value as unknown[]).flatMap((row, at) => differences(row, first.below, `[${at}]`));
};

it("describes what the commands print: every key, and no other", async () => {
  const services = await startDemoServices();
  onTestFinished(() => services.close());
  const env = { ...services.env, IMPORTER_HOME: temporaryFolder(), IMPORTER_CONTACT: "you@example.org" };
  const say = async (line: string) => {
    const words = line.split(" ").map((word) => word.replaceAll("_", " "));
    return documentOf<unknown>(await importer([...words, "--json"], { env }));
  };
  const printed: Record<string, unknown[]> = {
    album: [
      await say("album Desire --artist Bob_Dylan --dry-run"),
      await say("album Bob_Dylan_-_Desire"),
      await say("album f5093c06-23e3-404f-aeaa-40f72885ee3a"),
      await say("album Desire"),
    ],
    releases: [await say("releases 1")],
    artist: [await say("artist Nirvana"), await say("artist Nirvana --force-providers")],
    "jobs stats": [await say("jobs stats")],
    enrich: [await say("enrich")],
    doctor: [await say("doctor")],
    "show release": [await say("show release 1")],
  };
  for (const what of ["albums", "artists", "releases", "tracks"])
    printed[`list ${what}`] = [await say(`list ${what}`)];
  expect(blocks.map(({ name }) => name).sort()).toEqual(Object.keys(printed).sort());
  for (const { name, body } of blocks) {
    for (const document of printed[name]!) expect(differencesOf(document, body), name).toEqual([]);
  }
});

it("would find a key too many, one that is missing, and a list that is none", () => {
  const shape = "id\nartists[]\n  name\nhint?\nevidence*\n";
  const fine = { id: 1, artists: [{ name: "x" }], evidence: { any: "thing" } };
  expect(differencesOf(fine, shape)).toEqual([]);
  expect(differencesOf({ ...fine, more: 1 }, shape)).toEqual([".more is not described"]);
  expect(differencesOf({ id: 1, artists: [{}], evidence: null }, shape)).toEqual([
    ".artists[0].name is missing",
  ]);
  expect(differencesOf({ ...fine, artists: "x" }, shape)).toEqual([".artists: a list or none?"]);
  expect(differencesOf([{ id: 1 }, {}], "[]\n  id\n")).toEqual(["[1].id is missing"]);
});
