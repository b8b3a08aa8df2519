import type { Entity } from "./documents.ts";

export type Includes = { kind: "inc"; names: Set<string> } | { kind: "invalid"; error: string };

/** What a request is for; a browse of releases allows less than the look-up of one. */
export type Resource = Entity | "release browse" | "release-group browse" | "recording" | "url";

const relations = [
  "area",
  "artist",
  "event",
  "genre",
  "instrument",
  "label",
  "mood",
  "place",
  "recording",
  "release",
  "release-group",
  "series",
  "url",
  "work",
].map((target) => `${target}-rels`);

const common = ["aliases", "annotation", "tags", "genres", "user-tags", "user-genres", ...relations];
const rated = [...common, "ratings", "user-ratings"];
const levels = ["recording-level-rels", "release-group-level-rels", "work-level-rels"];
const ofReleases = [
  "artist-credits",
  "discids",
  "labels",
  "media",
  "recordings",
  "release-groups",
  ...levels,
];

/** What each resource allows by itself. */
const allowed: Record<Resource, string[]> = {
  artist: [...rated, "recordings", "releases", "release-groups", "works", "various-artists"],
  "release-group": [...rated, "artists", "artist-credits", "releases"],
  release: [...rated, ...ofReleases, "artists", "collections", "user-collections"],
  "release browse": [...common, ...ofReleases],
  "release-group browse": [...rated, "artist-credits"],
  recording: [...rated, "artists", "artist-credits", "isrcs", "releases"],
  url: relations,
};

/** What each of these allows besides. */
const allowedWith: Record<string, string[]> = {
  recordings: ["artist-credits", "isrcs"],
  "recording-rels": ["artist-credits"],
  releases: ["artist-credits", "discids", "media"],
  "release-rels": ["artist-credits"],
  "release-groups": ["artist-credits"],
  "release-group-rels": ["artist-credits"],
  works: ["artist-credits"],
};

/** Checks `inc` as the real validator does, word by word and with its messages. */
export function readIncludes(parameters: URLSearchParams, resource: Resource): Includes {
  const given = parameters.getAll("inc");
  if (given.length > 1) {
    return {
      kind: "invalid",
      error: "Inc arguments must be combined with a space, but you provided multiple parameters",
    };
  }
  const names = (given[0] ?? "")
    .split(/[+ ]/)
    .filter((name) => name !== "")
    .map((name) => name.replace("mediums", "media"));
  const possible = new Set([...allowed[resource], ...names.flatMap((name) => allowedWith[name] ?? [])]);
  const wrong = names.find((name) => !possible.has(name));
  if (wrong === undefined) return { kind: "inc", names: new Set(names) };
  return { kind: "invalid", error: explain(wrong, resource) };
}

function explain(name: string, resource: Resource): string {
  const entity = resource.replace(" browse", "");
  const helpers = Object.keys(allowedWith).filter((helper) => allowedWith[helper]?.includes(name));
  if (helpers.length === 0) return `${name} is not a valid inc parameter for the ${entity} resource.`;
  return (
    `${name} is not a valid option for the inc parameter for the ${entity} resource ` +
    `unless you specify one of the following other inc parameters: ${helpers.join(", ")}`
  );
}

/** Whether a logged-in user is needed. */
export function needsUser(names: Set<string>): boolean {
  return [...names].some((name) => name.startsWith("user-"));
}
