import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../package-root.ts";

/**
 * Topics of `importer help`, each a Markdown page beside this file that ships in the package. Tests play the console
 * blocks of the README and then of these pages, in this order, on one library.
 */
export const topics = [
  "album",
  "artist",
  "releases",
  "import",
  "review",
  "complete",
  "scan",
  "export",
  "enrich",
  "lyrics",
  "amazon",
  "worker",
  "jobs",
  "list",
  "history",
  "backup",
  "doctor",
  "settings",
  "automation",
  "json",
  "library",
  "offline",
  "politeness",
  "providers",
  "contributing",
] as const;

/** Other words for a topic. */
const otherNames: Record<string, (typeof topics)[number]> = {
  catalogue: "offline",
  catalog: "offline",
  links: "amazon",
  show: "list",
  search: "list",
  lists: "import",
  collection: "import",
  sync: "complete",
  undo: "history",
  cover: "lyrics",
  remove: "history",
  merge: "history",
  restore: "backup",
  config: "settings",
  completion: "automation",
};

/** A page as Markdown, by its topic's name or another word for it. */
export function findPage(topic: string): string | undefined {
  const name = otherNames[topic] ?? topics.find((each) => each === topic);
  return name && readFileSync(join(packageRoot(), "src/cli/help", `${name}.md`), "utf8");
}

/** Every topic with what its page's heading says of it. */
export function listTopics(): { name: string; about: string }[] {
  return topics.map((name) => ({ name, about: /^# [^:]*: (.*)$/m.exec(findPage(name)!)![1]! }));
}

/** Topics whose pages speak of a word, those that do so most often first. Not of what is too short to be about anything. */
export function topicsThatSay(word: string): string[] {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} -]{2,40}$/u.test(word)) return [];
  const said = new RegExp(`(?<![\\p{L}\\p{N}-])${word}s?(?![\\p{L}\\p{N}])`, "giu");
  return topics
    .map((name) => ({ name, count: [...findPage(name)!.matchAll(said)].length }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .map(({ name }) => name);
}

export const topicNames: readonly string[] = [...topics, ...Object.keys(otherNames)];
